import { checkMessageBlocks } from '../block-kit/blocks.js';
import type { Json } from '../block-kit/check.js';
import type { Fake } from '../fake.js';
import { LIMITS } from '../limits.js';
import { mentionsOf } from '../notifications.js';
import { personOf } from '../people.js';
import { completed } from '../views.js';
import { findMessage, type Message } from '../workspace.js';
import { ApiRefusal, type Args, isYes } from './refusal.js';

/** The content of a message after Slack's checks. @throws ApiRefusal */
export function contentOf(fake: Fake, args: Args): { text: string; blocks?: Json[]; attachments?: Json[] } {
  const blocks = listOf(args.blocks, 'invalid_blocks_format');
  const attachments = listOf(args.attachments, 'invalid_attachments');
  const text = args.text === undefined || args.text === null ? '' : String(args.text);
  if (text === '' && !blocks?.length && !attachments?.length) throw new ApiRefusal('no_text');
  if (blocks) {
    const findings = checkMessageBlocks(blocks);
    if (findings.length > 0) {
      throw new ApiRefusal('invalid_blocks', {
        errors: findings.map((finding) => finding.replace('[ERROR] ', '')),
        response_metadata: { messages: findings },
      });
    }
    if (JSON.stringify(blocks).length > LIMITS.messageBlocksCharacters)
      throw new ApiRefusal('msg_blocks_too_long');
  }
  return { text, blocks: blocks ? completed(fake, blocks) : undefined, attachments };
}

function listOf(value: unknown, error: string): Json[] | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (!Array.isArray(value)) throw new ApiRefusal(error);
  return value as Json[];
}

export function metadataOf(args: Args): Json | undefined {
  if (args.metadata === undefined || args.metadata === null) return undefined;
  const metadata = args.metadata as Json;
  if (Object.keys(metadata).length === 0) return metadata;
  if (typeof metadata.event_type !== 'string' || typeof metadata.event_payload !== 'object') {
    throw new ApiRefusal('invalid_metadata_format');
  }
  return metadata;
}

/** A message as the Web API and interactions show it. */
export function messageJson(fake: Fake, message: Message): Json {
  const { bot, homeTeam } = fake.workspace.seed;
  const isBot = message.user === bot.userId;
  const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
  const parent = isReply ? findMessage(fake.workspace, message.channel, String(message.threadTs)) : undefined;
  return {
    user: message.user,
    type: 'message',
    ts: message.ts,
    ...(isBot && { bot_id: bot.botId, app_id: bot.appId }),
    text: message.text,
    team: isBot ? homeTeam : personOf(fake.workspace, message.user)?.team,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(parent && { parent_user_id: parent.user }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.edited && { edited: message.edited }),
    ...(message.reactions && { reactions: message.reactions }),
  };
}

/** Notes whom the message mentions as it now stands. */
export function noteMentions(fake: Fake, message: Message, args: Args): void {
  const { workspace } = fake;
  const linkNames = isYes(args.link_names) || args.parse === 'full';
  const isPlain = args.mrkdwn === false || args.mrkdwn === 'false';
  const mentions = mentionsOf(workspace, message, { linkNames, isPlain });
  if (!mentions) return;
  const { channel, ts, updates } = message;
  workspace.notifications.push({ channel, ts, ...mentions, byUpdate: updates > 0 });
}
