import type { ActResult, TeamsPageAct } from '../../page-api.js';
import type { Fake } from '../fake.js';
import type { TeamsAnswer } from './answer.js';
import { composeExtension } from './compose-extension.js';
import { closeDialog, submitDialog } from './dialog.js';
import { press } from './press.js';
import { refreshCard } from './refresh.js';
import { say } from './say.js';

/** What the page asks for on behalf of a person. @throws Error when the act fits nothing that is there */
export async function actForPage(fake: Fake, personId: string, act: TeamsPageAct): Promise<ActResult> {
  switch (act.kind) {
    case 'say':
      return result(await say(fake, personId, act.channel, act.text, { replyTo: act.threadTs }));
    case 'pressCard':
      return result(await press(fake, personId, act.channel, act.ts, act.action, act.inputs));
    case 'submitDialog':
      return (
        stillOpen(fake, personId, act.dialogId) ??
        result(await submitDialog(fake, personId, act.inputs, act.action))
      );
    case 'closeDialog':
      return stillOpen(fake, personId, act.dialogId) ?? result(closeDialog(fake, personId));
    case 'composeExtension': {
      const from = { messageId: act.ts };
      return result(await composeExtension(fake, personId, act.channel, act.commandId, from));
    }
    case 'refreshCard':
      return result(await refreshCard(fake, personId, act.channel, act.ts));
    default:
      throw new Error(`There is no act "${String((act satisfies never as TeamsPageAct).kind)}"`);
  }
}

function result({ problem, message }: TeamsAnswer): ActResult {
  return {
    ok: problem === undefined,
    ...(problem !== undefined && { problem }),
    ...(message !== undefined && { message }),
  };
}

function stillOpen(fake: Fake, personId: string, dialogId: string): ActResult | undefined {
  if (fake.tenant.dialogs[personId]?.id === dialogId) return undefined;
  return { ok: false, problem: 'This dialog is no longer open.' };
}
