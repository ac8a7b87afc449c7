import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { type Desk, startDesk } from '../../../src/assemble.js';
import type { Config } from '../../../src/config.js';
import { createLog } from '../../../src/log.js';
import { PLAYGROUND_PROGRAM } from '../../../src/playground/seed/program.js';
import { PLAYGROUND_TENANT } from '../../../src/playground/seed/teams.js';
import { type FakeTeams, startFakeTeams } from '../../../src/playground/teams/index.js';
import { type Definition, definitionSchema } from '../../../src/program/definition.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../../src/program/merge-program.js';
import { referCard } from '../../../src/setup/refer-cards.js';
import { connectStore, type Store } from '../../../src/store/connect.js';
import { ensureIndexes } from '../../../src/store/ensure-indexes.js';
import { programStore } from '../../../src/store/programs.js';
import { referralStore } from '../../../src/store/referrals.js';
import { testClock } from '../../journeys/clock.js';
import { all, type Json } from './adaptive-cards.js';

const PASSWORD = 'a-client-secret-of-the-tests';

const person = (name: string): string => {
  const found = PLAYGROUND_TENANT.people.find((one) => one.name === name);
  if (!found) throw new Error(`The tenant has no ${name}`);
  return found.id;
};
const channel = (name: string): string => {
  const found = PLAYGROUND_TENANT.teams.flatMap(({ channels }) => channels).find((one) => one.name === name);
  if (!found) throw new Error(`The tenant has no channel ${name}`);
  return found.id;
};

export const TENANT = PLAYGROUND_TENANT.homeTenant;
export const ALDER_TENANT = PLAYGROUND_TENANT.tenants[1]?.id ?? '';
export const FELIX = person('Felix Brandt');
export const HANNA = person('Hanna Sol');
export const JONAS = person('Jonas Weber');
export const LENA = person('Lena Fischer');
export const PRIYA = person('Priya Nair');
export const NOOR = person('Noor Aziz');
export const ALDER = channel('Alder Analytics');
export const REPS = channel('Referrals');
export const SALES_TEAM = PLAYGROUND_TENANT.teams[1]?.id ?? '';

/** The same program, its people and one partner in Teams. */
export const TEAMS_PROGRAM: Definition = definitionSchema.parse({
  ...PLAYGROUND_PROGRAM,
  undoSeconds: 0,
  programManagers: [{ id: 'priya', name: 'Priya Nair', accounts: { teams: PRIYA } }],
  reps: [
    { id: 'jonas', name: 'Jonas Weber', accounts: { teams: JONAS } },
    { id: 'lena', name: 'Lena Fischer', accounts: { teams: LENA } },
  ],
  partners: [
    {
      id: 'alder',
      name: 'Alder Analytics',
      manager: 'priya',
      workspaces: { teams: [ALDER_TENANT] },
      contacts: [{ name: 'Hanna Sol', accounts: { teams: HANNA } }],
    },
  ],
  channels: [
    { kind: 'partner', id: 'alder-channel', channel: { platform: 'teams', id: ALDER }, partner: 'alder' },
    { kind: 'triage', id: 'all', channel: { platform: 'teams', id: REPS }, default: true },
  ],
});

/** A referral form as somebody fills it in, but for the company and its website. */
/** The checklist of *qualified*, confirmed. */
export const CONFIRMED = {
  criterion_fit: 'true',
  criterion_problem: 'true',
  criterion_call: 'true',
  criterion_authorised: 'true',
};

export const REFERRAL = {
  contact_name: 'Ines Holm',
  contact_role: 'CISO',
  service_line: 'pentest',
  problem: 'Customers ask for a pentest report',
  reason: 'I have known her for years',
  consent: 'true',
};

/** The whole product, running: real HTTP server, real Teams adapter, real MongoDB, simulated Teams. */
export interface Office {
  teams: FakeTeams;
  store: Store;
  referrals: ReturnType<typeof referralStore>;
  url: string;
  errors: string[];
  settle(): Promise<void>;
  /** Felix refers a company, by the card in the partner's channel. */
  refer(company: string, values?: Record<string, string>): Promise<void>;
  /** Moves the clock to an instant and does all that is due then. */
  passTo(instant: string): Promise<void>;
  restart(): Promise<void>;
  /** Saves another program, as a program file would; known after a restart. */
  saveProgram(program: Definition): Promise<void>;
}

/** To be called at the top of a test file; everything is stopped and dropped after its last test. */
export async function openOffice({
  program = TEAMS_PROGRAM as Definition | 'none',
  tenant = PLAYGROUND_TENANT,
} = {}): Promise<Office> {
  const clock = testClock();
  const database = `test_${randomBytes(6).toString('hex')}`;
  const store = await connectStore({ uri: inject('mongoUri'), database, appName: 'referral-desk test' });
  await ensureIndexes(store);
  const teams = await startFakeTeams({
    tenant,
    appPassword: PASSWORD,
    now: clock.now,
    sendingRate: 'none',
  });
  const config: Config = {
    mode: 'teams',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'https://desk.example',
    dataDir: '/nowhere',
    mongodbUri: inject('mongoUri'),
    database,
    logLevel: 'warn',
    teams: {
      kind: 'teams',
      appId: PLAYGROUND_TENANT.bot.appId,
      appPassword: PASSWORD,
      tenantId: TENANT,
      allowedTenants: [TENANT],
      openIdMetadataUrl: teams.openIdMetadataUrl,
      tokenUrl: teams.tokenUrl,
    },
  };
  const errors: string[] = [];
  const log = createLog({
    level: 'warn',
    destination: { write: (line) => void (/"level":"(error|warn)"/.test(line) && errors.push(line)) },
  });
  let desk: Desk | undefined;
  const start = async () => {
    desk = await startDesk(config, log, {
      clock,
      pace: { postMs: 0, editMs: 0 },
      retry: { firstMs: 20, longestMs: 100, repeatAfterMs: 20 },
    });
    office.url = `http://127.0.0.1:${desk.port}/api/messages`;
    teams.setBotUrl(office.url);
    await desk.settled;
  };
  const office: Office = {
    teams,
    store,
    referrals: referralStore(store.connection, clock),
    url: '',
    errors,
    async refer(company, values = {}) {
      const card = teams
        .messages(ALDER)
        .find((one) => one.card && wordsOf(one.card).includes('Know somebody'));
      if (!card) throw new Error('There is no card to refer by');
      await teams.press(FELIX, ALDER, card.id, 'Refer a lead');
      const website = `${company.replaceAll(' ', '').toLowerCase()}-works.com`;
      await teams.submitDialog(FELIX, { ...REFERRAL, company, website, ...values });
      await office.settle();
    },
    async settle() {
      await teams.idle();
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (!(await desk?.outbox.drain())) throw new Error('The outbox has not come to an end');
      await teams.idle();
    },
    async passTo(instant) {
      clock.moveTo(new Date(instant));
      await desk?.runDue();
      await office.settle();
    },
    async restart() {
      await desk?.stop();
      await start();
    },
    saveProgram: (changed) => save(changed, store, clock.now()),
  };
  afterAll(async () => {
    await desk?.stop();
    await teams.close();
    await store.connection.dropDatabase();
    await store.close();
  });
  await start();
  // As Teams does when the app is added: only then does anybody know where its channels are.
  for (const { id, isInstalled } of tenant.teams) {
    if (isInstalled !== false) await teams.install(id, PRIYA);
  }
  for (const each of tenant.personalInstalls ?? []) await teams.installPersonal(each);
  await office.settle();
  if (program !== 'none') {
    await desk?.stop();
    await save(program, store, clock.now());
    await start();
    await office.settle();
  }
  return office;
}

async function save(file: Definition, store: Store, at: Date): Promise<void> {
  const chat = { entries: NO_CHAT_ENTRIES };
  const program = mergeProgram(file, chat);
  const cards = program.channels.flatMap((one) =>
    one.kind === 'partner' ? [referCard(program, one.channel, one.partner, at)] : [],
  );
  const programs = programStore(store.connection);
  const before = await programs.stored();
  const stored = { id: program.id, version: before?.version ?? 0, file, chat, program };
  if (!(await programs.save(before, stored, before ? [] : cards))) throw new Error('Somebody else saved one');
}

/** Every word on a card. */
export function wordsOf(card: unknown): string {
  const texts = [
    ...all(card, 'TextBlock').map(({ text }) => text),
    ...all(card, 'RichTextBlock').map(({ inlines }) => (inlines as Json[]).map(({ text }) => text).join('')),
    ...all(card, 'FactSet').flatMap(({ facts }) =>
      (facts as Json[]).map(({ title, value }) => `${title}: ${value}`),
    ),
  ];
  return texts.join('\n');
}

/** The titles of everything that can be pressed on a card. */
export function buttonsOf(card: unknown): string[] {
  const { refresh: _, ...shown } = (card ?? {}) as Json;
  return ['Action.Execute', 'Action.Submit', 'Action.ShowCard'].flatMap((type) =>
    all(shown, type).map(({ title }) => String(title)),
  );
}
