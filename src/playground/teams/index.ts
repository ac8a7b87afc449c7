import type { AddressInfo } from 'node:net';
import type { TeamsPageAct } from '../page-api.js';
import { createTraffic } from '../slack/traffic.js';
import { composeExtension } from './acts/compose-extension.js';
import { closeDialog, submitDialog } from './acts/dialog.js';
import * as installActs from './acts/install.js';
import { actForPage } from './acts/page-act.js';
import { press } from './acts/press.js';
import * as raw from './acts/raw.js';
import { refreshCard } from './acts/refresh.js';
import { say } from './acts/say.js';
import * as teamActs from './acts/team.js';
import { createChannelKeys } from './auth/keys.js';
import type { Fake, TeamsSettings } from './fake.js';
import { createTeamsFaults } from './faults.js';
import { createHttpServer } from './http.js';
import type { Json } from './json.js';
import { LIMITS } from './limits.js';
import { createTenantSaver, recallTenant } from './memory.js';
import type { FakeTeamsOptions } from './options.js';
import { pageState, pageTraffic } from './page-state.js';
import { personWith } from './people.js';
import { createSendingRate } from './rate.js';
import { channelWith, createTenant, messagesIn, type OpenDialog, type TeamsMessage } from './tenant.js';
import type { TenantSeed } from './tenant-seed.js';

export { createChannelKeys } from './auth/keys.js';
export type { FakeTeamsOptions } from './options.js';
export type { TenantSeed } from './tenant-seed.js';

export type FakeTeams = Awaited<ReturnType<typeof startFakeTeams>>;

/**
 * Starts a simulated Microsoft Teams tenant on loopback: login service, channel keys and connector, and it sends signed
 * activities to the bot. Reads and acts below are for tests and the playground; an act that makes no sense at all (an
 * unknown person, no such button) throws, while what Teams itself would refuse comes back as `problem`.
 */
export async function startFakeTeams(options: FakeTeamsOptions) {
  const { memory, now = () => new Date(), signingClock = () => new Date() } = options;
  const listeners = new Set<() => void>();
  const remembered = await recallTenant(memory, options.tenant);
  const saver = createTenantSaver(memory, () => fake.tenant, 150);
  const settings: TeamsSettings = {
    botUrl: options.botUrl ?? '',
    appPassword: options.appPassword,
    invokeMs: options.invokeMs ?? LIMITS.invokeMs,
    activityMs: options.activityMs ?? LIMITS.activityMs,
    sendingRate: options.sendingRate ?? 'teams',
    automaticRefresh: options.automaticRefresh ?? true,
  };
  const fake: Fake = {
    tenant: remembered ?? createTenant(options.tenant, now()),
    traffic: createTraffic(options.keepTraffic ?? 10_000),
    faults: createTeamsFaults(),
    rate: createSendingRate(),
    keys: options.keys ?? createChannelKeys(),
    settings,
    now,
    signingClock,
    origin: '',
    serviceUrl: '',
    changed() {
      saver.soon();
      for (const listener of listeners) listener();
    },
    background: new Set(),
  };
  const server = createHttpServer(fake);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  fake.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fake.serviceUrl = `${fake.origin}/teams/`;
  const { homeTenant } = options.tenant;

  return {
    serviceUrl: fake.serviceUrl,
    /** Where the bot gets its token (client credentials) and the channel's keys. */
    tokenUrl: `${fake.origin}/${homeTenant}/oauth2/v2.0/token`,
    openIdMetadataUrl: `${fake.origin}/v1/.well-known/openidconfiguration`,
    settings,
    faults: fake.faults,
    /** What the bot asked of the connector, oldest first; `args.body` is the activity. */
    requests: fake.traffic.requests,
    /** What was sent to the bot, oldest first. */
    deliveries: fake.traffic.deliveries,
    setBotUrl(url: string): void {
      settings.botUrl = url;
    },
    /** Waits until automatic refreshes and other background work are done. */
    async idle(): Promise<void> {
      while (fake.background.size > 0) await Promise.allSettled([...fake.background]);
    },
    /** Calls back after each change, until the returned function is called. */
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Everything as seeded again, the log included. */
    async reset(seed: TenantSeed = options.tenant): Promise<void> {
      fake.tenant = createTenant(seed, now());
      fake.traffic.requests.length = 0;
      fake.traffic.deliveries.length = 0;
      fake.faults.clear();
      fake.changed();
      await saver.flush();
    },
    async close(): Promise<void> {
      await saver.flush();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },

    // What is there now.
    channel: (channelId: string) => channelWith(fake.tenant, channelId),
    /** How activities name a person, `29:…`. @throws Error for an unknown person */
    mri(personId: string): string {
      const person = personWith(fake.tenant, personId);
      if (!person) throw new Error(`The simulated tenant has no person ${personId}`);
      return person.mri;
    },
    /** The chat of this person with the bot, if there is one. */
    personal: (personId: string) => fake.tenant.chats.find(({ person }) => person === personId),
    /** Messages of a channel outside threads, or all of a chat; oldest first. */
    messages: (conversation: string): TeamsMessage[] =>
      messagesIn(fake.tenant, conversation).filter(({ rootId }) => rootId === undefined),
    /** Replies in the thread of a message, oldest first. */
    replies: (conversation: string, id: string): TeamsMessage[] =>
      messagesIn(fake.tenant, conversation).filter(({ rootId }) => rootId === id),
    /** The card of a message as this person sees it. */
    cardSeenBy(personId: string, conversation: string, id: string): Json | undefined {
      const message = messagesIn(fake.tenant, conversation).find((each) => each.id === id);
      return message?.views[personId] ?? message?.card;
    },
    /** The dialog this person has open, with what is typed, what the client found wrong and what went wrong. */
    dialog: (personId: string): OpenDialog | undefined => fake.tenant.dialogs[personId],

    // What people do. Each returns what the bot answered.
    say: say.bind(undefined, fake),
    press: press.bind(undefined, fake),
    submitDialog: submitDialog.bind(undefined, fake),
    closeDialog: (personId: string) => closeDialog(fake, personId),
    composeExtension: composeExtension.bind(undefined, fake),
    refreshCard: refreshCard.bind(undefined, fake),
    install: installActs.install.bind(undefined, fake),
    uninstall: installActs.uninstall.bind(undefined, fake),
    installPersonal: (personId: string) => installActs.installPersonal(fake, personId),
    uninstallPersonal: (personId: string) => installActs.uninstallPersonal(fake, personId),
    block: (personId: string, isBlocked = true) => installActs.block(fake, personId, isBlocked),
    allowInChannel: installActs.allowInChannel.bind(undefined, fake),
    addMember: teamActs.addMember.bind(undefined, fake),
    removeMember: teamActs.removeMember.bind(undefined, fake),
    createChannel: teamActs.createChannel.bind(undefined, fake),
    renameChannel: teamActs.renameChannel.bind(undefined, fake),
    deleteChannel: teamActs.deleteChannel.bind(undefined, fake),
    restoreChannel: teamActs.restoreChannel.bind(undefined, fake),
    shareChannel: teamActs.shareChannel.bind(undefined, fake),
    unshareChannel: teamActs.unshareChannel.bind(undefined, fake),
    renameTeam: teamActs.renameTeam.bind(undefined, fake),
    archiveTeam: teamActs.archiveTeam.bind(undefined, fake),
    unarchiveTeam: teamActs.unarchiveTeam.bind(undefined, fake),
    deleteTeam: teamActs.deleteTeam.bind(undefined, fake),
    restoreTeam: teamActs.restoreTeam.bind(undefined, fake),

    // The wire itself.
    deliverRaw: raw.deliverRaw.bind(undefined, fake),
    redeliver: raw.redeliver.bind(undefined, fake),
    /** Sends the newest delivery once more. @throws Error when there was none */
    redeliverLast(redelivery: raw.RedeliverTeamsOptions = {}) {
      const last = fake.traffic.deliveries.at(-1);
      if (!last) throw new Error('Nothing has been delivered yet');
      return raw.redeliver(fake, last, redelivery);
    },

    // For the page.
    /** The ids of the people, as seeded. */
    people: (): string[] => fake.tenant.seed.people.map(({ id }) => id),
    pageState: (personId: string) => pageState(fake, personId),
    act: (personId: string, act: TeamsPageAct) => actForPage(fake, personId, act),
    traffic: (after: number) => pageTraffic(fake.traffic, after),
  };
}
