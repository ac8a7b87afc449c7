import type { ActionValue } from '../../../messages/card.js';
import type { Click } from '../../../messages/interaction.js';
import { actionIdOf, LINK_PREFIX } from '../render-actions.js';
import type { ActionPart, BlockActionsBody } from './payloads.js';
import type { PersonClue } from './people.js';

/** Everything about a press but who it was in the program. */
export interface ParsedClick {
  click: Omit<Click<never>, 'actor'>;
  person: PersonClue;
  /** Where it was pressed, and what can be answered there. */
  surface: 'message' | 'ephemeral' | 'modal' | 'home';
  triggerId?: string;
  responseUrl?: string;
  /** The press of a link, which leads where it leads. */
  isLink: boolean;
}

/** In a message's payload `team` is the workspace of the installation; the person's own is `user.team_id`. */
export function parseClick(body: BlockActionsBody): ParsedClick | undefined {
  const [action] = body.actions;
  if (!action) return undefined;
  const { container, user } = body;
  const channelId = body.channel?.id ?? container?.channel_id;
  const messageTs = body.message?.ts ?? container?.message_ts;
  const threadTs = body.message?.thread_ts ?? container?.thread_ts;
  const actionId = actionIdOf(action.action_id);
  return {
    click: {
      actionId,
      value: pressedValue(action),
      ...(channelId ? { channel: { platform: 'slack', id: channelId } } : {}),
      ...(messageTs ? { message: { id: messageTs, ...(threadTs ? { threadId: threadTs } : {}) } } : {}),
      actKey: ['slack', user.id, action.action_ts, action.action_id, messageTs ?? body.view?.id].join(':'),
    },
    person: { userId: user.id, teamId: user.team_id ?? body.team?.id, name: user.name ?? user.username },
    surface: surfaceOf(body),
    ...(body.trigger_id ? { triggerId: body.trigger_id } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
    isLink: actionId.startsWith(LINK_PREFIX),
  };
}

function surfaceOf({ view, container }: BlockActionsBody): ParsedClick['surface'] {
  if (view) return view.type === 'home' ? 'home' : 'modal';
  return container?.is_ephemeral ? 'ephemeral' : 'message';
}

function pressedValue(action: ActionPart): ActionValue {
  return jsonValue(action.selected_option?.value ?? action.selected_options?.[0]?.value ?? action.value);
}

/** Old messages may carry anything: what is no flat object of texts counts as empty. */
function jsonValue(text: string | undefined): ActionValue {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each === 'string'));
  } catch {
    return {};
  }
}
