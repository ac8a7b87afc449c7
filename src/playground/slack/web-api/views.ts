import { checkView } from '../block-kit/blocks.js';
import type { Json } from '../block-kit/check.js';
import type { Fake } from '../fake.js';
import { exchangeTrigger } from '../issued.js';
import { LIMITS } from '../limits.js';
import { personOf } from '../people.js';
import { allOpenViews, createView, replaceView, viewJson, visibleModal } from '../views.js';
import type { OpenView, Trigger } from '../workspace.js';
import { ApiRefusal, type Args, invalidArguments, type Method, need } from './refusal.js';

/** A view after Slack's checks. @throws ApiRefusal */
export function checkedView(fake: Fake, view: unknown, kind: 'modal' | 'home', replaces?: OpenView): Json {
  if (view === undefined || view === null || view === '') {
    throw invalidArguments(['[ERROR] missing required field: view']);
  }
  const findings = checkView(view);
  if (findings.length > 0) throw invalidArguments(findings);
  const checked = view as Json;
  if (checked.type !== kind) {
    throw invalidArguments([`[ERROR] must be a valid enum value: ${kind} [json-pointer:/view/type]`]);
  }
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes) throw new ApiRefusal('view_too_large');
  const externalId = checked.external_id;
  const taken = allOpenViews(fake).some((open) => open !== replaces && open.view.external_id === externalId);
  if (externalId && taken) throw new ApiRefusal('duplicate_external_id');
  return checked;
}

function exchanged(fake: Fake, args: Args): Trigger {
  const trigger = exchangeTrigger(fake, need(args, 'trigger_id'));
  if ('error' in trigger) throw new ApiRefusal(trigger.error);
  return trigger;
}

export const openView: Method = (fake, args) => {
  // A view that breaks a rule is refused before the trigger is spent.
  const view = checkedView(fake, args.view, 'modal');
  const { user } = exchanged(fake, args);
  const open = createView(fake, user, view);
  fake.workspace.modals[user] = [open];
  return { view: viewJson(fake, open) };
};

export const pushView: Method = (fake, args) => {
  const view = checkedView(fake, args.view, 'modal');
  const { user } = exchanged(fake, args);
  return { view: viewJson(fake, pushOnto(fake, user, view)) };
};

/** Puts a view on top of what the person has open. @throws ApiRefusal */
export function pushOnto(fake: Fake, user: string, view: Json): OpenView {
  const below = visibleModal(fake, user);
  const stack = fake.workspace.modals[user] ?? [];
  if (!below) throw new ApiRefusal('not_found');
  if (stack.length >= LIMITS.viewStack) throw new ApiRefusal('push_limit_reached');
  const open = createView(fake, user, view, { rootId: below.rootId, previousId: below.id });
  fake.workspace.modals[user] = [...stack, open];
  return open;
}

function found(fake: Fake, args: Args): OpenView {
  if (!args.view_id && !args.external_id) {
    throw invalidArguments(['[ERROR] missing required field: view_id or external_id']);
  }
  const open = allOpenViews(fake).find(
    ({ id, view }) =>
      (args.view_id && id === args.view_id) || (args.external_id && view.external_id === args.external_id),
  );
  if (!open) throw new ApiRefusal('not_found');
  return open;
}

function checkHash(open: OpenView | undefined, hash: unknown): void {
  if (hash && open && hash !== open.hash) throw new ApiRefusal('hash_conflict');
}

export const updateView: Method = (fake, args) => {
  const open = found(fake, args);
  const view = checkedView(fake, args.view, open.view.type === 'home' ? 'home' : 'modal', open);
  checkHash(open, args.hash);
  replaceView(fake, open, view);
  return { view: viewJson(fake, open) };
};

export const publishView: Method = (fake, args) => {
  const user = need(args, 'user_id');
  const before = fake.workspace.homes[user];
  const view = checkedView(fake, args.view, 'home', before);
  if (!personOf(fake.workspace, user)) throw invalidArguments(['[ERROR] failed to match user_id']);
  checkHash(before, args.hash);
  if (before) replaceView(fake, before, view);
  const open = before ?? createView(fake, user, view);
  fake.workspace.homes[user] = open;
  return { view: viewJson(fake, open) };
};
