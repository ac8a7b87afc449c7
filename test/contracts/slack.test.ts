import { slackSender } from '../../src/platforms/slack/send.js';
import { checkMessageBlocks, checkView } from '../../src/playground/slack/block-kit/blocks.js';
import { formElements } from '../../src/playground/slack/form-state.js';
import { type Message, startFakeSlack } from '../../src/playground/slack/index.js';
import { openDesk, SECRET, until } from '../platforms/slack/desk.js';
import { workspace } from '../platforms/slack/workspace.js';
import { testDatabase } from '../store/database.js';
import type { Control, OpenBench, PlatformBench } from './bench.js';
import { closedPort } from './closed-port.js';
import { platformContract } from './platform-contract.js';

type Json = Record<string, unknown>;

const store = await testDatabase();
const PERSON = 'U0REP';
const CHANNEL = 'C0PARTNER';
const CHANNELS = [CHANNEL, 'C0TRIAGE'];

/** Codes of chat.postMessage: docs.slack.dev/reference/methods/chat.postMessage#errors */
const CODES = {
  channel_not_found: 'final',
  not_in_channel: 'final',
  is_archived: 'final',
  account_inactive: 'final',
  token_revoked: 'final',
  invalid_auth: 'final',
  not_authed: 'final',
  missing_scope: 'final',
  ekm_access_denied: 'final',
  org_login_required: 'final',
  team_access_not_granted: 'final',
  restricted_action: 'final',
  restricted_action_read_only_channel: 'final',
  restricted_action_thread_locked: 'final',
  invalid_blocks: 'final',
  msg_too_long: 'final',
  msg_blocks_too_long: 'final',
  no_text: 'final',
  ratelimited: 'retryable',
  rate_limited: 'retryable',
  message_limit_exceeded: 'retryable',
  team_added_to_org: 'retryable',
  request_timeout: 'retryable',
  a_code_of_next_year: 'retryable',
  internal_error: 'unknown',
  fatal_error: 'unknown',
  service_unavailable: 'unknown',
} as const;

const open: OpenBench = async (interactions, optionSources): Promise<PlatformBench> => {
  const slack = await startFakeSlack({ workspace, signingSecret: SECRET, botToken: 'xoxb-fake' });
  const desk = await openDesk({ store, apiUrl: slack.apiUrl, interactions, optionSources });
  slack.setBotUrl(desk.url);
  const senderWith = (changed: { token?: string; apiUrl?: string; timeoutMs?: number } = {}) =>
    slackSender({ token: 'xoxb-fake', apiUrl: slack.apiUrl, timeoutMs: 2_000, ...changed });
  const all = (channelId: string): Message[] =>
    slack.messages(channelId).flatMap((each) => [each, ...slack.replies(channelId, each.ts)]);
  const places = () => [...CHANNELS, slack.directChannel(PERSON)?.id ?? ''];
  const messages = () =>
    places()
      .flatMap(all)
      .filter(({ user }) => user === workspace.bot.userId).length;
  const next = (fault: Parameters<typeof slack.faults.add>[1]) => slack.faults.add('chat.postMessage', fault);
  const published = () => slack.requests.filter(({ method }) => method === 'views.publish').length;

  function messageAt(channelId: string, ts: string): Message {
    const found = [...all(channelId), ...slack.ephemerals(PERSON)].find((each) => each.ts === ts);
    if (!found) throw new Error(`There is no message ${ts}`);
    return found;
  }

  return {
    sender: senderWith(),
    channelId: CHANNEL,
    personId: PERSON,
    messages,
    seen({ channelId, messageId }) {
      const { blocks = [], updates } = messageAt(channelId, messageId);
      const sent = slack.requests.filter(({ method }) => method.startsWith('chat.')).at(-1)?.args.blocks;
      return {
        edits: updates,
        controls: controls(blocks, ({ actionId, blockId, chosen }) =>
          slack.press(PERSON, channelId, messageId, actionId, { blockId, chosen }),
        ),
        words: wordsOf(blocks),
        notified: slack
          .notifications(channelId)
          .flatMap(({ ts, notified }) => (ts === messageId ? notified : [])),
        findings: checkMessageBlocks(sent),
      };
    },
    async home() {
      const blocks = () => (slack.home(PERSON)?.blocks ?? []) as Json[];
      // Each press has the home drawn again, with new ids for its blocks.
      const redrawn = async (act: () => Promise<{ problem?: string }>) => {
        const before = published();
        const answer = await act();
        await until(() => published() > before);
        return answer;
      };
      await redrawn(() => slack.openHome(PERSON));
      return controls(blocks(), ({ actionId, index, chosen }) =>
        redrawn(() => {
          const { blockId = '' } = formElements(blocks())[index] ?? {};
          return slack.pressHome(PERSON, actionId, { blockId, chosen });
        }),
      );
    },
    form() {
      const modal = slack.modal(PERSON);
      if (!modal) return undefined;
      const sent = slack.requests.filter(({ method }) => method === 'views.open').at(-1)?.args.view;
      return {
        title: (modal.view.title as { text: string }).text,
        words: [wordsOf(modal.view.blocks as Json[]), ...Object.values(modal.errors)].join('\n'),
        findings: checkView(sent),
      };
    },
    async submit(typed) {
      const elements = formElements((slack.modal(PERSON)?.view.blocks ?? []) as Json[]);
      const entered = Object.entries(typed).map(([key, value]) => {
        const type = elements.find(({ blockId }) => blockId === key)?.element.type;
        return [key, type === 'datetimepicker' ? Date.parse(String(value)) / 1_000 : value];
      });
      await slack.submit(PERSON, Object.fromEntries(entered));
    },
    closeForm: async () => void (await slack.closeModal(PERSON)),
    failures: {
      'it asks us to slow down': () => {
        next({ kind: 'rate_limited', retryAfterSeconds: 7 });
        return {};
      },
      'it cannot be reached': async () => ({
        sender: senderWith({ apiUrl: `http://127.0.0.1:${await closedPort()}/api/` }),
      }),
      'its answer is lost': () => {
        next({ kind: 'lost_reply' });
        return {};
      },
      'its answer does not come in time': () => {
        const before = messages();
        next({ kind: 'slow', ms: 400 });
        return { sender: senderWith({ timeoutMs: 100 }), undo: () => until(() => messages() > before) };
      },
      'it has trouble of its own': () => {
        next({ kind: 'server_error', status: 500 });
        return {};
      },
      'the channel is gone': () => ({ address: { kind: 'channel', channelId: 'C0GONE' } }),
      'the bot was taken out of the channel': async () => {
        await slack.removeBot('C0TRIAGE', 'U0ADMIN');
        return {
          address: { kind: 'channel', channelId: 'C0TRIAGE' },
          undo: () => slack.inviteBot('C0TRIAGE', 'U0ADMIN'),
        };
      },
      'it no longer accepts the app': () => ({ sender: senderWith({ token: 'xoxb-of-before' }) }),
      'the person is out of reach': () => {
        slack.settings.directMessagesToExternals = 'refused';
        return { address: { kind: 'direct', userId: 'U0PAT' } };
      },
    },
    loseNextReply: () => slack.faults.add('chat.update', { kind: 'lost_reply' }),
    codes: CODES,
    refuse: (error) => next({ kind: 'error', error }),
    async close() {
      await desk.close();
      await slack.close();
    },
  };
};

interface Press {
  actionId: string;
  blockId: string;
  index: number;
  chosen?: string;
}

/** Buttons and the options of menus, in their order. */
function controls(blocks: Json[], press: (which: Press) => Promise<{ problem?: string }>): Control[] {
  return formElements(blocks).flatMap(({ element, actionId, blockId }, index): Control[] => {
    const which = { actionId, blockId, index };
    const problemOf = async (more: Partial<Press> = {}) => (await press({ ...which, ...more })).problem;
    if (element.type === 'button') {
      const url = element.url === undefined ? {} : { url: String(element.url) };
      return [{ label: labelOf(element), ...url, press: () => problemOf() }];
    }
    return ((element.options ?? []) as Json[]).map((option) => ({
      label: labelOf(option),
      press: () => problemOf({ chosen: String(option.value) }),
    }));
  });
}

function labelOf({ text }: Json): string {
  return (text as { text: string }).text;
}

/** What is read in blocks; a line for each text, rich text whole. */
function wordsOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsOf).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const { type, text, elements, element: _input, ...rest } = node as Json;
  if (typeof text === 'string') return type === 'mrkdwn' ? read(text) : text;
  if (String(type).startsWith('rich_text_') && type !== 'rich_text_list')
    return (elements as Json[]).map(wordsOf).join('');
  return [text, elements, ...Object.values(rest)].map(wordsOf).filter(Boolean).join('\n');
}

/** docs.slack.dev/messaging/formatting-message-text: what is no entity and no link reads as it stands. */
function read(mrkdwn: string): string {
  return mrkdwn
    .replace(/<[^>|]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

platformContract('Slack', open);
