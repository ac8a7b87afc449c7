import { expect, test } from 'vitest';
import { DeliveryError } from '../../src/errors.js';
import type { PlatformName } from '../../src/messages/address.js';
import type { Action, ActionValue, Card, Span, Text } from '../../src/messages/card.js';
import type { Address, PlatformSender, Posted } from '../../src/messages/delivery.js';
import { fallbackText, plainText } from '../../src/messages/fallback.js';
import {
  type FieldErrors,
  type Form,
  type FormField,
  type FormValues,
  formFromJson,
} from '../../src/messages/form.js';
import { withShortTexts } from '../../src/messages/shorten.js';
import { importsOf, sourceFiles } from '../boundaries/imports.js';
import type { Cause, OpenBench, Outcome, PlatformBench, Trial } from './bench.js';
import { platformContract } from './platform-contract.js';

/**
 * A third platform, whole and in this one file: a service of plain text, our adapter to it, and the bench. It imports the
 * neutral models and the errors and nothing else of the product, and passes the contract that Slack and Teams pass.
 *
 * Its name is cast: the union is closed, as a program's file names accounts and workspaces by platform. A real third one
 * is named in messages/address.ts and program/definition.ts, and the compiler then asks for its words in cli/doctor and
 * its connection in assemble.ts; no capability changes.
 */
const PIGEON = 'pigeon' as PlatformName;

// The simulated service. Like the playground it knows nothing of the adapter below.

interface Note {
  lines: string[];
  replies: { label: string; answer?: string; url?: string }[];
  mentions: string[];
}
interface Sheet {
  title: string;
  intro: string[];
  ask: { key: string; question: string; needed: boolean; filled: string[]; wrong?: string }[];
  memo: string;
}
interface Standing extends Note {
  id: string;
  room: string;
  thread?: string;
  edits: number;
}
type Refusal =
  | 'slow_down'
  | 'busy'
  | 'no_room'
  | 'not_a_member'
  | 'bad_key'
  | 'too_much'
  | 'no_note'
  | 'opted_out';

class ServiceError extends Error {
  constructor(readonly refusal: Refusal | 'cut' | 'late' | 'refused_connection' | 'crash') {
    super(refusal);
  }
}

const MOST_CHARACTERS = 20_000;
const ROOM = 'room-1';
const PERSON = 'person-1';

class PigeonService {
  notes: Standing[] = [];
  faults: ServiceError['refusal'][] = [];
  sheet: Sheet | undefined;
  front: Note | undefined;
  members = new Set([ROOM, `chat:${PERSON}`]);
  onReply: (answer: string, note?: Standing) => Promise<Sheet | undefined> = async () => undefined;
  onSheet: (memo: string, typed: Record<string, string[]>) => Promise<Sheet | undefined> = async () =>
    undefined;
  onVisit: () => Promise<Note> = async () => ({ lines: [], replies: [], mentions: [] });

  post(key: string, room: string, note: Note, thread?: string): string {
    const id = `note-${this.notes.length + 1}`;
    this.answer(key, room, note, () =>
      this.notes.push({ ...structuredClone(note), id, room, edits: 0, ...(thread ? { thread } : {}) }),
    );
    return id;
  }

  change(key: string, id: string, note: Note): void {
    const standing = this.notes.find((each) => each.id === id);
    if (!standing) throw new ServiceError('no_note');
    this.answer(key, standing.room, note, () =>
      Object.assign(standing, structuredClone(note), { edits: standing.edits + 1 }),
    );
  }

  private answer(key: string, room: string, note: Note, work: () => void): void {
    const fault = this.faults.shift();
    if (fault && fault !== 'cut' && fault !== 'late') throw new ServiceError(fault);
    if (key !== 'right') throw new ServiceError('bad_key');
    if (room.startsWith('chat:') && room !== `chat:${PERSON}`) throw new ServiceError('opted_out');
    if (room !== ROOM && !room.startsWith('chat:')) throw new ServiceError('no_room');
    if (!this.members.has(room)) throw new ServiceError('not_a_member');
    if (findings(note).length > 0) throw new ServiceError('too_much');
    work();
    if (fault) throw new ServiceError(fault);
  }

  async fill(typed: Record<string, string[]>): Promise<void> {
    const { sheet } = this;
    if (!sheet) throw new Error('Nobody has asked anything');
    for (const each of sheet.ask) each.filled = typed[each.key] ?? each.filled;
    if (sheet.ask.some(({ needed, filled }) => needed && filled.length === 0)) return;
    this.sheet = await this.onSheet(
      sheet.memo,
      Object.fromEntries(sheet.ask.map(({ key, filled }) => [key, filled])),
    );
  }
}

function findings(note: unknown): string[] {
  const { length } = JSON.stringify(note);
  return length > MOST_CHARACTERS ? [`${length} characters, at most ${MOST_CHARACTERS}`] : [];
}

// The adapter: renderer, errors, sender, inbound.

const read = (text: Text) => plainText(text, 'Europe/Berlin');

function rendered(card: Card): Note {
  for (const most of [undefined, 500, 100]) {
    const note = wholeNote(most === undefined ? card : withShortTexts(card, most, 'Ask me to show it.'));
    if (findings(note).length === 0) return note;
  }
  throw new DeliveryError('final', 'too_much', `"${card.summary}" is longer than Pigeon takes.`);
}

function wholeNote(card: Card): Note {
  const lines: string[] = [];
  const replies: Note['replies'] = [];
  const mentions: string[] = [];
  const say = (text: Text) => {
    lines.push(read(text));
    for (const span of typeof text === 'string' ? [] : text) mentions.push(...mentioned(span));
  };
  for (const element of card.elements) {
    switch (element.kind) {
      case 'title':
      case 'text':
      case 'context':
      case 'quote':
        say(element.text);
        break;
      case 'fields':
        for (const { label, value } of element.fields) [label, value].forEach(say);
        break;
      case 'list':
        [element.title ?? '', ...element.items].forEach(say);
        break;
      case 'image':
        say(`${element.description} (${element.url})`);
        break;
      case 'divider':
        say('---');
        break;
      case 'actions':
        replies.push(...element.actions.flatMap(repliesOf));
    }
  }
  return { lines: lines.length > 0 ? lines : [fallbackText(card)], replies, mentions };
}

function mentioned(span: Span): string[] {
  const account = typeof span === 'object' && 'person' in span ? span.account : undefined;
  return account?.platform === PIGEON ? [account.userId] : [];
}

function repliesOf(action: Action): Note['replies'] {
  const answer = (value: ActionValue) => JSON.stringify([action.id, value]);
  if (action.kind === 'link') return [{ label: action.label, url: action.url }];
  if (action.kind === 'button') return [{ label: action.label, answer: answer(action.value) }];
  return action.options.map(({ label, value }) => ({ label, answer: answer(value) }));
}

interface Opened {
  form: Form;
  key: string;
}

function sheetOf({ form, key }: Opened, errors: FieldErrors = {}, typed?: FormValues): Sheet {
  return {
    title: form.title,
    intro: (form.intro ?? []).map(read),
    ask: form.fields
      .filter((field) => !('options' in field) || field.options.length > 0)
      .map((field) => ({
        key: field.key,
        question: 'about' in field && field.about ? `${read(field.about)} ${field.label}` : field.label,
        needed: field.required,
        filled: listed(typed ? typed[field.key] : initialOf(field)),
        ...(errors[field.key] ? { wrong: errors[field.key] } : {}),
      })),
    memo: JSON.stringify({ form, key }),
  };
}

function initialOf(field: FormField): FormValues[string] {
  return field.kind === 'checkbox' ? (field.initial ? 'true' : undefined) : field.initial;
}

function listed(value: FormValues[string]): string[] {
  return value === undefined || value === '' ? [] : [value].flat();
}

function valuesOf({ fields }: Form, typed: Record<string, string[]>): FormValues {
  const isSeveral = ({ kind }: FormField) => kind === 'multi_select' || kind === 'people';
  return Object.fromEntries(
    fields.flatMap((field) => {
      const given = typed[field.key] ?? [];
      return given.length === 0 ? [] : [[field.key, isSeveral(field) ? given : given[0]]];
    }),
  );
}

const OUTCOMES: Record<ServiceError['refusal'], Outcome> = {
  slow_down: 'retryable',
  busy: 'retryable',
  refused_connection: 'retryable',
  no_room: 'final',
  not_a_member: 'final',
  bad_key: 'final',
  too_much: 'final',
  no_note: 'final',
  opted_out: 'final',
  cut: 'unknown',
  late: 'unknown',
  crash: 'unknown',
};

function deliveryError(error: unknown, isHarmless: boolean): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const code = error instanceof ServiceError ? error.refusal : 'crash';
  const outcome = OUTCOMES[code] === 'unknown' && isHarmless ? 'retryable' : OUTCOMES[code];
  const wait = code === 'slow_down' ? 7_000 : undefined;
  return new DeliveryError(outcome, code, `Pigeon answered "${code}". Look into the room.`, wait);
}

function pigeonSender(service: PigeonService, key = 'right'): PlatformSender {
  const attempt = async <Result>(work: () => Result, isHarmless = false): Promise<Result> => {
    try {
      return work();
    } catch (error) {
      throw deliveryError(error, isHarmless);
    }
  };
  const roomOf = (to: Address) => (to.kind === 'channel' ? to.channelId : `chat:${to.userId}`);
  return {
    platform: PIGEON,
    post: (address, card) =>
      attempt((): Posted => {
        const channelId = roomOf(address);
        const thread = address.kind === 'channel' ? address.threadId : undefined;
        return {
          platform: PIGEON,
          channelId,
          messageId: service.post(key, channelId, rendered(card), thread),
        };
      }),
    edit: ({ messageId }, card) => attempt(() => service.change(key, messageId, rendered(card)), true),
    pin: async () => false,
    channelFacts: async (id) => ({
      channel: { platform: PIGEON, id },
      archived: false,
      botIsMember: service.members.has(id),
      otherTeamIds: [],
    }),
  };
}

/** What happens in the service, handed to the interactions. */
function pigeonInbound(
  service: PigeonService,
  { actions, submissions, home }: Parameters<OpenBench>[0],
): void {
  const person = { platform: PIGEON, userId: PERSON, name: 'Percy' };
  const actor = { person, internal: true, admin: false };
  let count = 0;
  const keyOf = () => `pigeon:${++count}`;
  service.onVisit = async () => rendered(await home(actor));
  service.onReply = async (answer, note) => {
    const [actionId, value] = JSON.parse(answer) as [string, ActionValue];
    const place = note && {
      channel: { platform: PIGEON, id: note.room },
      message: { id: note.id, ...(note.thread ? { threadId: note.thread } : {}) },
    };
    const handler = actions.find((each) => each.actionId === actionId);
    const reply = await handler?.handle({ actionId, value, actor, ...place, actKey: keyOf() });
    return reply?.kind === 'form' ? sheetOf({ form: reply.form, key: keyOf() }) : undefined;
  };
  service.onSheet = async (memo, typed) => {
    const noted = JSON.parse(memo) as Opened;
    const opened = { ...noted, form: formFromJson(noted.form) };
    const { id: formId, carried } = opened.form;
    const values = valuesOf(opened.form, typed);
    const handler = submissions.find((each) => each.formId === formId);
    const reply = await handler?.handle({ formId, carried, values, actor, submissionKey: opened.key });
    if (reply?.kind === 'errors') return sheetOf(opened, reply.errors, values);
    return reply?.kind === 'form' ? sheetOf({ form: reply.form, key: keyOf() }) : undefined;
  };
}

// The bench.

const open: OpenBench = async (interactions): Promise<PlatformBench> => {
  const service = new PigeonService();
  pigeonInbound(service, interactions);
  const meets = (fault: ServiceError['refusal']) => (): Trial => {
    service.faults.push(fault);
    return {};
  };
  const controls = ({ replies }: Note, note?: Standing) =>
    replies.map(({ label, answer, url }) => ({
      label,
      ...(url === undefined ? {} : { url }),
      async press() {
        service.sheet = await service.onReply(answer ?? '', note);
        return undefined;
      },
    }));
  const failures: Record<Cause, () => Trial> = {
    'it asks us to slow down': meets('slow_down'),
    'it cannot be reached': meets('refused_connection'),
    'its answer is lost': meets('cut'),
    'its answer does not come in time': meets('late'),
    'it has trouble of its own': meets('crash'),
    'the channel is gone': () => ({ address: { kind: 'channel', channelId: 'room-of-before' } }),
    'the bot was taken out of the channel': () => {
      service.members.delete(ROOM);
      return { undo: async () => service.members.add(ROOM) };
    },
    'it no longer accepts the app': () => ({ sender: pigeonSender(service, 'of before') }),
    'the person is out of reach': () => ({ address: { kind: 'direct', userId: 'person-2' } }),
  };
  return {
    sender: pigeonSender(service),
    channelId: ROOM,
    personId: PERSON,
    messages: () => service.notes.length,
    seen({ messageId }) {
      const note = service.notes.find(({ id }) => id === messageId);
      if (!note) throw new Error(`There is no note ${messageId}`);
      const { lines, replies, mentions, edits } = note;
      return {
        edits,
        controls: controls(note, note),
        words: lines.join('\n'),
        notified: mentions,
        findings: findings({ lines, replies, mentions }),
      };
    },
    home: async () => controls(await service.onVisit()),
    form() {
      const { sheet } = service;
      if (!sheet) return undefined;
      const words = [...sheet.intro, ...sheet.ask.flatMap(({ question, wrong = '' }) => [question, wrong])];
      return { title: sheet.title, words: words.join('\n'), findings: [] };
    },
    submit: (typed) =>
      service.fill(Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, listed(value)]))),
    async closeForm() {
      service.sheet = undefined;
    },
    failures,
    loseNextReply: () => void service.faults.push('cut'),
    codes: {
      slow_down: 'retryable',
      busy: 'retryable',
      no_room: 'final',
      bad_key: 'final',
      crash: 'unknown',
    },
    refuse: (code) => void service.faults.push(code as Refusal),
    close: async () => {},
  };
};

platformContract('A third platform', open);

test('a third platform needs the neutral models and the errors, and nothing else of the product', () => {
  const here = 'test/contracts/third-platform.test.ts';
  const used = ['errors', 'messages/address', 'messages/card', 'messages/delivery', 'messages/fallback'];
  const files = [...used, 'messages/form', 'messages/shorten'].map((name) => `src/${name}.ts`);
  const product = importsOf([here, ...sourceFiles()]).filter(
    ({ from, to }) => from === here && /^src/.test(to),
  );
  expect(product.map(({ to }) => to).toSorted()).toEqual(files.toSorted());
});
