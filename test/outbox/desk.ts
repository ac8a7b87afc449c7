import type { PendingMessage } from '../../src/messages/pending.js';
import type { DeliveryReport } from '../../src/outbox/deliver-deps.js';
import { type OutboxOptions, type RunningOutbox, startOutbox } from '../../src/outbox/outbox.js';
import type { OutboxStore } from '../../src/outbox/outbox-store.js';
import type { Compose } from '../../src/outbox/ports.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import type { Store } from '../../src/store/connect.js';
import { outboxStore } from '../../src/store/outbox.js';
import { createOutboxIndexes } from '../../src/store/outbox-documents.js';
import { type TestPlatform, testPlatform } from './test-platform.js';

const START = new Date('2026-11-21T09:00:00.000Z');

export interface Desk {
  store: OutboxStore;
  platform: TestPlatform;
  outbox: RunningOutbox;
  reports: DeliveryReport[];
  errors: unknown[];
  /** What the subject says at present; cards are rendered from it. */
  subject: { text: string; undone: string[] };
  now(): Date;
  pass(ms: number): void;
  /** Another process on the same store and platform. */
  another(options?: Partial<OutboxOptions>): RunningOutbox;
  send(...messages: PendingMessage[]): Promise<void>;
  row(key: string): Promise<Record<string, unknown> | null>;
}

/** An outbox on a real store with a platform, a clock and a subject that the test holds in its hands. */
export async function desk(
  database: Store,
  options: Partial<OutboxOptions> & { members?: Program } = {},
): Promise<Desk> {
  await database.connection.dropDatabase();
  await createOutboxIndexes(database.db);
  let now = START;
  const platform = testPlatform();
  const subject = { text: 'Routed', undone: [] as string[] };
  const reports: DeliveryReport[] = [];
  const errors: unknown[] = [];
  const store = outboxStore(database.db);
  const clock = { now: () => now };
  const all: OutboxOptions = {
    store,
    sources: [],
    program: async () => options.members ?? program(),
    compose: composer(subject),
    senders: { slack: platform },
    onError: (error) => errors.push(error),
    report: (report) => reports.push(report),
    clock,
    leaseClock: clock,
    pace: { postMs: 0, editMs: 0 },
    random: () => 0.5,
    selfDriving: false,
    sleep: async (ms) => {
      now = new Date(now.getTime() + ms);
    },
    ...options,
  };
  const outbox = startOutbox(all);
  return {
    store,
    platform,
    outbox,
    reports,
    errors,
    subject,
    now: () => now,
    pass: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    another: (more) => startOutbox({ ...all, ...more }),
    send: async (...messages) => {
      await outbox.enqueue(messages);
      await outbox.runOnce();
    },
    row: (key) => database.db.collection<{ _id: string }>('outbox').findOne({ _id: key }),
  };
}

/** Cards show the subject as it is; other messages say their own `say`. */
function composer(subject: Desk['subject']): Compose {
  return async (message) => {
    if (message.unlessUndone && subject.undone.includes(message.unlessUndone))
      return { kind: 'cancel', why: 'Undone.' };
    const said = message.to.kind === 'card' ? subject.text : String(message.facts.say ?? message.template);
    const notice = typeof message.facts.reason === 'string' ? `: ${message.facts.reason}` : '';
    return { kind: 'card', card: { summary: `${said}${notice}`, elements: [] } };
  };
}

/** Two program managers with accounts and a digest channel, unless said otherwise. */
export function program(changes: object = {}): Program {
  return definitionSchema.parse({
    id: 'acme',
    name: 'Acme',
    timeZone: 'Europe/Berlin',
    programManagers: [
      { id: 'paula', name: 'Paula', accounts: { slack: 'UPAULA' } },
      { id: 'per', name: 'Per', accounts: { slack: 'UPER' } },
    ],
    channels: [{ kind: 'digest', id: 'digest', channel: { id: 'CDIGEST' } }],
    ...changes,
  });
}

let sequence = 0;
const SUBJECT = { kind: 'referral', id: '0123456789abcdef01234567' } as const;
const PARTNER_CHANNEL = { platform: 'slack', id: 'CPARTNER' } as const;

/** The status card; messages are decided one second after the other, in the order they are made. */
export function statusCard(changes: Partial<PendingMessage> = {}): PendingMessage {
  sequence += 1;
  return {
    key: `card-${sequence}`,
    subject: SUBJECT,
    template: 'status_card',
    to: { kind: 'card', slot: 'status', channel: PARTNER_CHANNEL },
    facts: {},
    at: new Date(START.getTime() - 3_600_000 + sequence * 1_000),
    ...changes,
  };
}

export function inThread(say: string, changes: Partial<PendingMessage> = {}): PendingMessage {
  const to = { kind: 'thread', under: 'status', channel: PARTNER_CHANNEL } as const;
  return { ...statusCard(), key: `thread-${sequence}`, template: 'update', to, facts: { say }, ...changes };
}

export function inChannel(
  say: string,
  id = 'CPARTNER',
  changes: Partial<PendingMessage> = {},
): PendingMessage {
  const to = { kind: 'channel', channel: { platform: 'slack', id } } as const;
  return { ...statusCard(), key: `channel-${sequence}`, template: 'update', to, facts: { say }, ...changes };
}

export function direct(say: string, changes: Partial<PendingMessage> = {}): PendingMessage {
  const to = {
    kind: 'direct',
    account: { platform: 'slack', userId: 'UPIA' },
    fallback: { channel: PARTNER_CHANNEL, under: 'status' },
  } as const;
  return { ...statusCard(), key: `direct-${sequence}`, template: 'update', to, facts: { say }, ...changes };
}
