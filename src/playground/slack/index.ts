import type { AddressInfo } from 'node:net';
import type { BlockKit, PageAct } from '../page-api.js';
import * as channelActs from './acts/channel.js';
import { command } from './acts/command.js';
import * as modalActs from './acts/modal.js';
import { actForPage, dismiss, visitHome } from './acts/page-act.js';
import * as pressActs from './acts/press.js';
import * as raw from './acts/raw.js';
import * as sayActs from './acts/say.js';
import { DEFAULT_SCOPES, type Fake, type Settings } from './fake.js';
import { createFaults } from './faults.js';
import { createHttpServer } from './http.js';
import { forgetExpired } from './issued.js';
import { LIMITS } from './limits.js';
import { createSaver, recall } from './memory.js';
import type { FakeSlackOptions } from './options.js';
import { createPaceKeeper } from './pace.js';
import { pageState, pageTraffic } from './page-state.js';
import { createTraffic } from './traffic.js';
import { viewJson, visibleModal } from './views.js';
import { createWorkspace, type Ephemeral, type Message, messagesOf } from './workspace.js';
import type { WorkspaceSeed } from './workspace-seed.js';

export type { Memory } from './memory.js';
export type { FakeSlackOptions } from './options.js';
export type { Ephemeral, Message } from './workspace.js';
export type { WorkspaceSeed } from './workspace-seed.js';

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

/**
 * Starts a simulated Slack workspace on loopback. It offers the Web API under `apiUrl` and sends signed requests
 * to the bot. Reads and acts below are for tests and the playground; an act that makes no sense at all (an unknown
 * person, no such button) throws, while what Slack itself would refuse comes back as `problem`.
 */
export async function startFakeSlack(options: FakeSlackOptions) {
  const { memory, now = () => new Date(), signingClock = () => new Date() } = options;
  const listeners = new Set<() => void>();
  const remembered = await recall(memory, options.workspace);
  const kept = () => {
    forgetExpired(fake.workspace, now());
    return fake.workspace;
  };
  const saver = createSaver(memory, kept, 150);
  const settings: Settings = {
    botUrl: options.botUrl ?? '',
    signingSecret: options.signingSecret,
    botToken: options.botToken,
    scopes: options.scopes ?? DEFAULT_SCOPES,
    subscribedEvents: options.subscribedEvents,
    pace: options.pace,
    acknowledgeMs: options.acknowledgeMs ?? LIMITS.acknowledgeMs,
    eventRetryMs: options.eventRetryMs ?? [100, 1_000, 5_000],
    directMessagesToExternals: options.directMessagesToExternals ?? 'allowed',
  };
  const fake: Fake = {
    workspace: remembered ?? createWorkspace(options.workspace, now()),
    traffic: createTraffic(options.keepTraffic ?? 10_000),
    faults: createFaults(),
    paceKeeper: createPaceKeeper(),
    settings,
    now,
    signingClock,
    origin: '',
    changed() {
      saver.soon();
      for (const listener of listeners) listener();
    },
    background: new Set(),
    isClosed: false,
  };
  const server = createHttpServer(fake);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  fake.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const withoutReplies = (list: Message[]) => list.filter(({ threadTs, ts }) => !threadTs || threadTs === ts);
  const top = (channelId: string) => withoutReplies(messagesOf(fake.workspace, channelId));

  return {
    /** The value for SLACK_API_URL. */
    apiUrl: `${fake.origin}/api/`,
    settings,
    faults: fake.faults,
    /** What the bot asked of the Web API, oldest first. */
    requests: fake.traffic.requests,
    /** What was sent to the bot, oldest first. */
    deliveries: fake.traffic.deliveries,
    setBotUrl(url: string): void {
      settings.botUrl = url;
    },
    /** Waits until redeliveries and other background work are done. */
    async idle(): Promise<void> {
      while (fake.background.size > 0) await Promise.allSettled([...fake.background]);
    },
    /** Calls back after each change, until the returned function is called. */
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Everything as seeded again, the log included. */
    async reset(seed: WorkspaceSeed = options.workspace): Promise<void> {
      fake.workspace = createWorkspace(seed, now());
      fake.traffic.requests.length = 0;
      fake.traffic.deliveries.length = 0;
      fake.faults.clear();
      fake.changed();
      await saver.flush();
    },
    async close(): Promise<void> {
      fake.isClosed = true;
      await saver.flush();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },

    // What is there now.
    channel: (channelId: string) => fake.workspace.channels.find(({ id }) => id === channelId),
    /** The direct conversation of the bot with this person, if one was opened. */
    directChannel: (userId: string) =>
      fake.workspace.channels.find(({ kind, members }) => kind === 'direct' && members.includes(userId)),
    /** Messages outside threads, oldest first. */
    messages: (channelId: string): Message[] => top(channelId),
    /** Replies in the thread of a message, oldest first. */
    replies: (channelId: string, ts: string): Message[] =>
      messagesOf(fake.workspace, channelId).filter((message) => message.threadTs === ts && message.ts !== ts),
    /** What only this person sees, oldest first. */
    ephemerals: (userId: string): Ephemeral[] =>
      fake.workspace.ephemerals.filter((each) => each.onlyFor === userId),
    /** The modal this person sees, with errors and trouble of the last submit; `view.state` holds what is typed. */
    modal(userId: string) {
      const open = visibleModal(fake, userId);
      if (!open) return undefined;
      const { id, errors, connectionTrouble } = open;
      return { viewId: id, view: viewJson(fake, open) as BlockKit, errors, connectionTrouble };
    },
    home(userId: string): BlockKit | undefined {
      const home = fake.workspace.homes[userId];
      return home && viewJson(fake, home);
    },
    pins: (channelId: string): string[] => fake.workspace.pins[channelId] ?? [],
    /** Mentions in the bot's messages and whom they would notify; of one channel or of all. */
    notifications: (channelId?: string) =>
      fake.workspace.notifications.filter(({ channel }) => channelId === undefined || channel === channelId),

    // What people do. Each returns what the bot answered.
    say: sayActs.say.bind(undefined, fake),
    command: command.bind(undefined, fake),
    messageShortcut: sayActs.chooseMessageShortcut.bind(undefined, fake),
    press: (
      userId: string,
      channelId: string,
      ts: string,
      actionId: string,
      more: Omit<pressActs.Pressed, 'actionId'> = {},
    ) => pressActs.press(fake, userId, channelId, ts, { actionId, ...more }),
    pressModal: (userId: string, actionId: string, more: Omit<pressActs.Pressed, 'actionId'> = {}) =>
      pressActs.pressModal(fake, userId, { actionId, ...more }),
    pressHome: (userId: string, actionId: string, more: Omit<pressActs.Pressed, 'actionId'> = {}) =>
      pressActs.pressHome(fake, userId, { actionId, ...more }),
    submit: modalActs.submit.bind(undefined, fake),
    closeModal: modalActs.closeModal.bind(undefined, fake),
    /** The options an external menu of the visible modal offers for a query. */
    options: (userId: string, blockId: string, actionId: string, query: string) =>
      modalActs.askOptions(fake, userId, { blockId, actionId, query }),
    openHome: (userId: string) => visitHome(fake, userId),
    dismiss: (userId: string, ts: string) => dismiss(fake, userId, ts),
    inviteBot: channelActs.inviteBot.bind(undefined, fake),
    removeBot: channelActs.removeBot.bind(undefined, fake),
    addMember: channelActs.addMember.bind(undefined, fake),
    share: channelActs.share.bind(undefined, fake),
    unshare: channelActs.unshare.bind(undefined, fake),
    archive: channelActs.archive.bind(undefined, fake),
    unarchive: channelActs.unarchive.bind(undefined, fake),
    rename: channelActs.rename.bind(undefined, fake),
    changeChannelId: channelActs.changeChannelId.bind(undefined, fake),
    uninstall: () => channelActs.uninstall(fake),

    // The wire itself.
    deliverRaw: raw.deliverRaw.bind(undefined, fake),
    redeliver: raw.redeliver.bind(undefined, fake),
    /** Sends the newest delivery once more. @throws Error when there was none */
    redeliverLast(redelivery: raw.RedeliverOptions = {}) {
      const last = fake.traffic.deliveries.at(-1);
      if (!last) throw new Error('Nothing has been delivered yet');
      return raw.redeliver(fake, last, redelivery);
    },
    verifyUrl: (challenge: string) => raw.verifyUrl(fake, challenge),

    // For the page.
    /** The ids of the people of the workspace and of those it shares channels with, as seeded. */
    people: (): string[] => fake.workspace.seed.people.map(({ id }) => id),
    pageState: (userId: string) => pageState(fake, userId),
    act: (userId: string, act: PageAct) => actForPage(fake, userId, act),
    traffic: (after: number) => pageTraffic(fake.traffic, after),
  };
}
