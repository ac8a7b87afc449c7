import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Form } from '../../src/messages/form.js';
import { whoIs } from '../../src/people/who-is.js';
import { accessToken } from '../../src/platforms/teams/access-token.js';
import { connector } from '../../src/platforms/teams/connector.js';
import { channelIdOf } from '../../src/platforms/teams/conversations.js';
import { formToken, newForm, openedForm } from '../../src/platforms/teams/form-token.js';
import { signingKeys } from '../../src/platforms/teams/inbound/signing-keys.js';
import { teamsInbound } from '../../src/platforms/teams/inbound.js';
import { sealWith } from '../../src/platforms/teams/seal.js';
import { teamsSender } from '../../src/platforms/teams/send.js';
import { PLAYGROUND_TENANT } from '../../src/playground/seed/teams.js';
import { checkCard } from '../../src/playground/teams/card/check.js';
import type { Typed } from '../../src/playground/teams/card/fill.js';
import { actionsOf, inputsOf } from '../../src/playground/teams/card/parts.js';
import { startFakeTeams } from '../../src/playground/teams/index.js';
import { conversationStore } from '../../src/store/conversations.js';
import { inboxStore } from '../../src/store/inbox.js';
import { installationStore } from '../../src/store/installation.js';
import { profileStore } from '../../src/store/profiles.js';
import { until } from '../platforms/slack/desk.js';
import { all, type Json, problems, read } from '../platforms/teams/adaptive-cards.js';
import { ALDER, HANNA, LENA, PRIYA, REPS, SALES_TEAM, TENANT } from '../platforms/teams/office.js';
import { testDatabase } from '../store/database.js';
import type { Control, OpenBench, PlatformBench } from './bench.js';
import { closedPort } from './closed-port.js';
import { platformContract } from './platform-contract.js';

const store = await testDatabase();
const { appId } = PLAYGROUND_TENANT.bot;
const PASSWORD = 'a-client-secret-of-the-tests';
const LOG = { debug() {}, info() {}, warn() {}, error() {} };

/** Status and code: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#status-codes-from-bot-conversational-apis */
const CODES = {
  '400 BadArgument': 'final',
  '400 BadSyntax': 'final',
  '400 Bot_Not_In_Conversation_Roster': 'final',
  '403 BotNotInConversationRoster': 'final',
  '403 BotDisabledByAdmin': 'final',
  '403 BotNotRegistered': 'final',
  '403 ConversationBlockedByUser': 'final',
  '403 ForbiddenOperationException': 'final',
  '403 InvalidBotApiHost': 'final',
  '403 MessageWritesBlocked': 'final',
  '403 NotEnoughPermissions': 'final',
  '404 ActivityNotFoundInConversation': 'final',
  '404 ConversationNotFound': 'final',
  '413 MessageSizeTooBig': 'final',
  '401 Unauthorized': 'retryable',
  '412 PreconditionFailed': 'retryable',
  '429 Throttled': 'retryable',
  '502 ServiceError': 'retryable',
  '504 ServiceError': 'retryable',
  '408 RequestTimeout': 'unknown',
  '500 ServiceError': 'unknown',
  '503 ServiceUnavailable': 'unknown',
} as const;

const open: OpenBench = async (interactions, optionSources): Promise<PlatformBench> => {
  const teams = await startFakeTeams({
    tenant: PLAYGROUND_TENANT,
    appPassword: PASSWORD,
    sendingRate: 'none',
  });
  const conversations = conversationStore(store.db);
  const seal = sealWith(Buffer.alloc(32, 5));
  const zone = async () => 'Europe/Berlin';
  const connectorWith = (timeoutMs: number, appPassword: string) =>
    connector({ token: accessToken({ appId, appPassword, tokenUrl: teams.tokenUrl }), timeoutMs });
  const senderWith = ({ timeoutMs = 2_000, appPassword = PASSWORD } = {}) =>
    teamsSender({
      connector: connectorWith(timeoutMs, appPassword),
      ...{ conversations, seal, appId, zone, tenantId: TENANT, defaultServiceUrl: teams.serviceUrl },
    });
  const inbound = teamsInbound({
    door: {
      kind: 'teams',
      appId,
      keys: signingKeys(teams.openIdMetadataUrl),
      allowedTenants: new Set([TENANT]),
    },
    ...{ appId, tenantId: TENANT, conversations, seal, zone, optionSources },
    connector: connectorWith(2_000, PASSWORD),
    resolveActor: async (identity) => whoIs(identity, undefined),
    interactions: { commands: [], ...interactions },
    profiles: profileStore(store.db),
    installation: installationStore(store.db),
    inbox: inboxStore(store.db),
    lifecycle: async () => {},
    clock: { now: () => new Date() },
    log: LOG,
  });
  const server = createServer((request, response) => void inbound.handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  teams.setBotUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
  await teams.install(SALES_TEAM, PRIYA);
  await until(async () => (await conversations.get('channel', SALES_TEAM)) !== undefined);

  const next = (fault: Parameters<typeof teams.faults.add>[1]) =>
    teams.faults.add('createConversation', fault);
  const chat = () => teams.personal(LENA)?.id ?? '';
  const standing = (conversation: string) =>
    teams.messages(conversation).flatMap((each) => [each, ...teams.replies(conversation, each.id)]);
  const messages = () =>
    [REPS, ALDER, chat()].flatMap(standing).filter(({ author }) => author === 'bot').length;
  const cardIn = (conversation: string, id: string) => teams.cardSeenBy(LENA, conversation, id) ?? {};
  const controlsIn = (conversation: string, id: string) =>
    controls(cardIn(conversation, id), async (action) => {
      const { type, data } = action;
      return (await teams.press(LENA, conversation, id, { type, data })).problem;
    });

  return {
    sender: senderWith(),
    channelId: REPS,
    personId: LENA,
    messages,
    seen({ channelId, messageId }) {
      const conversation = channelIdOf(channelId);
      const message = standing(conversation).find(({ id }) => id === messageId);
      if (!message?.card) throw new Error(`There is no card ${messageId}`);
      return {
        edits: message.updates,
        controls: controlsIn(conversation, messageId),
        words: wordsOf(message.card),
        notified: message.mentions,
        findings: [...checkCard(message.card), ...problems(message.card)],
      };
    },
    // A home is what the personal chat greets with.
    async home() {
      if (teams.personal(LENA)?.isInstalled) await teams.uninstallPersonal(LENA);
      const before = messages();
      await teams.installPersonal(LENA);
      await until(() => messages() > before);
      return controlsIn(chat(), teams.messages(chat()).at(-1)?.id ?? '');
    },
    form() {
      const dialog = teams.dialog(LENA);
      if (!dialog?.card || inputsOf(dialog.card).length === 0) return undefined;
      return {
        title: dialog.title ?? '',
        words: wordsOf(dialog.card),
        findings: [...checkCard(dialog.card), ...problems(dialog.card, { inDialog: true })],
      };
    },
    async submit(typed) {
      const card = teams.dialog(LENA)?.card ?? {};
      const entered = Object.entries(typed).flatMap(([key, value]): [string, Typed[string]][] => {
        const time = all(card, 'Input.Time').find(({ id }) => id === `${key}.time`);
        if (!time) return [[key, value ?? '']];
        // Typed as a person reads the label: in the zone that stands there.
        const zoneShown = /\(([^)]+)\)$/.exec(String(time.label))?.[1] ?? '';
        const at = DateTime.fromISO(String(value)).setZone(zoneShown.replaceAll(' ', '_'));
        return [
          [key, at.toISODate() ?? ''],
          [`${key}.time`, at.toFormat('HH:mm')],
        ];
      });
      await teams.submitDialog(LENA, Object.fromEntries(entered));
    },
    closeForm: async () => void teams.closeDialog(LENA),
    failures: {
      'it asks us to slow down': () => {
        next({ kind: 'rate_limited', retryAfterSeconds: 7 });
        return {};
      },
      'it cannot be reached': async () => {
        const known = await conversations.get('channel', REPS);
        if (!known) throw new Error('The channel is not known');
        await conversations.put({ ...known, serviceUrl: `http://127.0.0.1:${await closedPort()}/` });
        return { undo: () => conversations.put(known) };
      },
      'its answer is lost': () => {
        next({ kind: 'lost_reply' });
        return {};
      },
      'its answer does not come in time': () => {
        const before = messages();
        next({ kind: 'slow', ms: 400 });
        return { sender: senderWith({ timeoutMs: 150 }), undo: () => until(() => messages() > before) };
      },
      'it has trouble of its own': () => {
        next({ kind: 'error', status: 500 });
        return {};
      },
      'the channel is gone': () => ({
        address: { kind: 'channel', channelId: '19:nobodyKnowsThisChannel00000001@thread.tacv2' },
      }),
      'the bot was taken out of the channel': async () => {
        await teams.uninstall(SALES_TEAM, PRIYA);
        return { undo: () => teams.install(SALES_TEAM, PRIYA) };
      },
      'it no longer accepts the app': () => ({ sender: senderWith({ appPassword: 'of before' }) }),
      'the person is out of reach': () => ({ address: { kind: 'direct', userId: HANNA } }),
    },
    loseNextReply: () => teams.faults.add('updateActivity', { kind: 'lost_reply' }),
    codes: CODES,
    refuse(named) {
      const [status, code] = named.split(' ');
      next({ kind: 'error', status: Number(status), ...(code ? { code } : {}) });
    },
    async close() {
      await inbound.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await teams.close();
    },
  };
};

/** Everything that can be pressed, in its order; behind a question, the button that confirms it. */
function controls(card: Json, press: (action: Json) => Promise<string | undefined>): Control[] {
  const actions = actionsOf(card).map(({ action }) => action);
  const inside = new Set(actions.flatMap((action) => behind(action)));
  return (
    actions
      // Without a title it is a link within a text; what unfolds options is none itself.
      .filter((action) => !inside.has(action) && action.title !== undefined && !unfolds(action))
      .map((action) => ({
        label: String(action.title),
        ...(action.type === 'Action.OpenUrl' ? { url: String(action.url) } : {}),
        press: () => press(behind(action)[0] ?? action),
      }))
  );
}

/** The real button of a question; the options of a choice are buttons like others. */
function behind(action: Json): Json[] {
  return action.card && !unfolds(action)
    ? actionsOf(action.card as Json).map(({ action: each }) => each)
    : [];
}

function unfolds({ card }: Json): boolean {
  return card !== undefined && (card as Json).actions === undefined;
}

/** What is read in a card, a line for each text. */
function wordsOf(card: Json): string {
  const texts = [
    ...all(card, 'TextBlock').map(({ text }) => read(String(text))),
    ...all(card, 'FactSet').flatMap(({ facts }) =>
      (facts as Json[]).map(({ title, value }) => `${read(String(title))}: ${read(String(value))}`),
    ),
    ...all(card, 'RichTextBlock').map(({ inlines }) => (inlines as Json[]).map(({ text }) => text).join('')),
  ];
  return texts.join('\n').replaceAll('\u200b', '');
}

platformContract('Teams', open);

describe('Teams: a form that is shown again', () => {
  const seal = sealWith(Buffer.alloc(32, 5));
  const form: Form = { id: 'f', title: 'F', submitLabel: 'Send', fields: [], carried: {} };
  const again = (shown: Form) =>
    openedForm(seal, LENA, formToken(seal, LENA, newForm(shown, 'Europe/Berlin')))?.form ?? form;

  test('still has the instants in its introduction', () => {
    const intro = ['Until then.', [{ instant: new Date('2026-11-24T09:30:00Z'), show: 'date' as const }]];
    expect(again({ ...form, intro })).toEqual({ ...form, intro });
  });
});
