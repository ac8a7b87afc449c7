import type { Json } from './block-kit/check.js';
import { completeBlocks, withDefaults } from './block-kit/complete.js';
import type { Fake } from './fake.js';
import { stateOf, type Values } from './form-state.js';
import { personOf } from './people.js';
import { nextId, type OpenView } from './workspace.js';

/** Blocks with the ids and defaults that Slack adds. */
export function completed(fake: Fake, blocks: Json[]): Json[] {
  return completeBlocks(blocks, () => nextId(fake.workspace, '').slice(-5));
}

/** A view with the ids and defaults that Slack adds. */
function completeView(fake: Fake, view: Json): OpenView['view'] {
  return { ...(withDefaults(view) as Json), blocks: completed(fake, view.blocks as Json[]) };
}

/** What a view keeps while it is replaced: entries of inputs that are still there under the same ids. */
function kept(blocks: Json[], values: Values): Values {
  const ids = stateOf(blocks, {});
  const still: Values = {};
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(actions)) {
      if (!ids[blockId]?.[actionId]) continue;
      still[blockId] ??= {};
      still[blockId][actionId] = value;
    }
  }
  return still;
}

export function createView(
  fake: Fake,
  user: string,
  view: Json,
  place: { rootId?: string; previousId?: string | null } = {},
): OpenView {
  const id = nextId(fake.workspace, 'V');
  return {
    id,
    user,
    view: completeView(fake, view),
    hash: newHash(fake),
    rootId: place.rootId ?? id,
    previousId: place.previousId ?? null,
    values: {},
    errors: {},
    connectionTrouble: false,
  };
}

/** Puts another view in the place of this one, with a new hash. */
export function replaceView(fake: Fake, open: OpenView, view: Json): void {
  open.view = completeView(fake, view);
  open.values = kept(open.view.blocks, open.values);
  open.hash = newHash(fake);
  open.errors = {};
  open.connectionTrouble = false;
}

function newHash(fake: Fake): string {
  return `${Math.floor(fake.now().getTime() / 1000)}.${nextId(fake.workspace, '').slice(-8)}`;
}

/**
 * A view as Slack passes it around. For a person of another workspace `team_id` is theirs and
 * `app_installed_team_id` is the workspace of the app (https://github.com/slackapi/bolt-js/issues/1614).
 */
export function viewJson(fake: Fake, open: OpenView): Json {
  const { seed } = fake.workspace;
  const { view } = open;
  return {
    id: open.id,
    team_id: personOf(fake.workspace, open.user)?.team ?? seed.homeTeam,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values: stateOf(view.blocks, open.values) },
    hash: open.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: open.previousId,
    root_view_id: open.rootId,
    app_id: seed.bot.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: seed.homeTeam,
    bot_id: seed.bot.botId,
  };
}

export function allOpenViews(fake: Fake): OpenView[] {
  return [...Object.values(fake.workspace.modals).flat(), ...Object.values(fake.workspace.homes)];
}

/** The modal a person sees, if any. */
export function visibleModal(fake: Fake, user: string): OpenView | undefined {
  return fake.workspace.modals[user]?.at(-1);
}
