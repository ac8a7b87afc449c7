import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { type Desk, type Overrides, startDesk } from '../../src/assemble.js';
import type { Config } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { PLAYGROUND_PROGRAM } from '../../src/playground/seed/program.js';
import { PLAYGROUND_WORKSPACE } from '../../src/playground/seed/workspace.js';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../src/playground/slack/index.js';
import type { Definition } from '../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { ProgramStore } from '../../src/program/ports.js';
import type { ReferralStore } from '../../src/referral/ports.js';
import { referCard } from '../../src/setup/refer-cards.js';
import { connectStore, type Store } from '../../src/store/connect.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { profileStore } from '../../src/store/profiles.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { type TestClock, testClock } from './clock.js';

const SECRET = 'a-signing-secret-of-the-tests';
const TOKEN = 'xoxb-of-the-tests';

/** The whole product, running: real HTTP server, real Slack adapter, real MongoDB, simulated Slack. */
export interface Office {
  slack: FakeSlack;
  clock: TestClock;
  /** The desk that runs now; another one after `restart`. */
  readonly desk: Desk;
  /** `http://127.0.0.1:PORT` of the desk. */
  readonly url: string;
  /** The test's own view of the desk's database, past any trouble on the desk's way to it. */
  store: Store;
  referrals: ReferralStore;
  programs: ProgramStore;
  config: Config;
  /** What was logged as an error, as JSON lines. Empty unless a test says why. */
  errors: string[];
  /** Resolves when the desk has delivered everything that is due. */
  settle(): Promise<void>;
  /** Moves the clock on and lets what became due be delivered. */
  pass(duration: Parameters<TestClock['moveOn']>[0]): Promise<void>;
  /** Moves the clock to an instant and does all that is due then. */
  passTo(instant: string): Promise<void>;
  stopDesk(): Promise<void>;
  startDesk(): Promise<void>;
  /** Saves another program, as a program file would. The running desk knows it within two seconds. */
  saveProgram(program: Definition): Promise<void>;
}

export interface OfficeOptions {
  /** Default: the playground's, with the product's own undo window of five minutes. `none` is an empty database. */
  program?: Definition | 'none';
  slack?: Partial<FakeSlackOptions>;
  overrides?: Overrides;
  /** Where people reach the desk, and how many proxies stand before it. */
  place?: Pick<Config, 'publicUrl' | 'trustedProxies' | 'intakeSecret'>;
  /** For a database behind a proxy. */
  deskUri?: string;
  /** False: the desk has met nobody yet and has to ask Slack about each person. */
  hasMetEverybody?: boolean;
}

export const PROGRAM: Definition = { ...PLAYGROUND_PROGRAM, undoSeconds: 300 };

/** To be called at the top of a test file; everything is stopped and dropped after its last test. */
export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const { program = PROGRAM, hasMetEverybody = true } = options;
  const clock = testClock();
  const database = `test_${randomBytes(6).toString('hex')}`;
  const store = await connectStore({ uri: inject('mongoUri'), database, appName: 'referral-desk test' });
  await ensureIndexes(store);
  const programs = programStore(store.connection, { clock });
  const slack = await startFakeSlack({
    workspace: PLAYGROUND_WORKSPACE,
    signingSecret: SECRET,
    botToken: TOKEN,
    now: clock.now,
    eventRetryMs: [50, 200, 500],
    ...options.slack,
  });
  const config: Config = {
    mode: 'slack',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'https://desk.example',
    dataDir: '/nowhere',
    mongodbUri: options.deskUri ?? inject('mongoUri'),
    database,
    logLevel: 'warn',
    ...options.place,
    slack: { botToken: TOKEN, signingSecret: SECRET, apiUrl: slack.apiUrl },
  };
  if (program !== 'none') await saveProgram(programs, program, clock.now());
  if (hasMetEverybody) await meet(store, slack);

  const errors: string[] = [];
  const log = createLog({
    level: 'warn',
    destination: { write: (line) => void (/"level":"error"/.test(line) && errors.push(line)) },
  });
  let desk: Desk | undefined;
  const running = (): Desk => {
    if (!desk) throw new Error('The desk does not run');
    return desk;
  };
  const office: Office = {
    slack,
    clock,
    get desk() {
      return running();
    },
    get url() {
      return `http://127.0.0.1:${running().port}`;
    },
    store,
    referrals: referralStore(store.connection, clock),
    programs,
    config,
    errors,
    async settle() {
      await slack.idle();
      if (!(await running().outbox.drain())) throw new Error('The outbox has not come to an end');
    },
    async pass(duration) {
      clock.moveOn(duration);
      await office.settle();
    },
    async passTo(instant) {
      clock.moveTo(new Date(instant));
      await running().runDue();
      await office.settle();
    },
    async stopDesk() {
      await running().stop();
      desk = undefined;
    },
    async startDesk() {
      desk = await startDesk(config, log, {
        clock,
        pace: { postMs: 0, editMs: 0 },
        retry: { firstMs: 20, longestMs: 100, repeatAfterMs: 20 },
        ...options.overrides,
      });
      slack.setBotUrl(`${office.url}/slack/events`);
      await desk.settled;
    },
    saveProgram: (changed) => saveProgram(programs, changed, clock.now()),
  };
  afterAll(async () => {
    await desk?.stop();
    await slack.close();
    await store.connection.dropDatabase();
    await store.close();
  });
  await office.startDesk();
  await office.settle();
  return office;
}

async function saveProgram(programs: ProgramStore, file: Definition, at: Date): Promise<void> {
  const before = await programs.stored();
  const chat = before?.chat ?? { entries: NO_CHAT_ENTRIES };
  const program = mergeProgram(file, chat);
  const after = { id: program.id, version: before?.version ?? 0, file, chat, program };
  const cards = before
    ? []
    : program.channels.flatMap((one) =>
        one.kind === 'partner' ? [referCard(program, one.channel, one.partner, at)] : [],
      );
  if (!(await programs.save(before, after, cards))) throw new Error('Somebody else saved a program');
}

/** The desk has met everybody before: it need not ask Slack who they are while somebody waits. */
async function meet(store: Store, slack: FakeSlack): Promise<void> {
  const profiles = profileStore(store.db);
  for (const userId of slack.people()) {
    const answer = await fetch(`${slack.apiUrl}users.info`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: new URLSearchParams({ user: userId }),
    });
    const { user } = (await answer.json()) as { user: Record<string, unknown> };
    const profile = user.profile as { real_name: string; email?: string };
    await profiles.put({
      platform: 'slack',
      userId,
      teamId: String(user.team_id),
      name: profile.real_name,
      ...(profile.email ? { email: profile.email } : {}),
      timeZone: String(user.tz),
      guest: user.is_restricted === true,
      admin: user.is_admin === true,
      fetchedAt: new Date(),
    });
  }
  slack.requests.length = 0;
}
