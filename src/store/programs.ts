import { type Connection, type Model, Schema } from 'mongoose';
import { type Clock, systemClock } from '../clock.js';
import type { PendingMessage } from '../messages/pending.js';
import { definitionSchema } from '../program/definition.js';
import { mergeProgram } from '../program/merge-program.js';
import type { ProgramStore, StoredProgram } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { type AppliedTerms, termsAfter, withTermsInForce } from '../program/terms.js';
import { PENDING_INDEX } from './pending-source.js';
import { withoutUndefined } from './plain.js';
import { duplicateOf, withinLimit } from './within-limit.js';

type ProgramDocument = Omit<StoredProgram, 'id' | 'program'> & {
  _id: string;
  /** Unique: a database holds one program. */
  only: true;
  pending: PendingMessage[];
  updatedAt: Date;
};

const FRESH_MS = 2_000;
/** How long somebody waits for a newer program when an older one is at hand. */
const PATIENCE_MS = 300;

const noun = { type: Schema.Types.Mixed };

const programSchema = new Schema<ProgramDocument>(
  {
    _id: { type: String, required: true },
    only: { type: Boolean, required: true },
    version: { type: Number, required: true },
    file: noun,
    chat: { ...noun, required: true },
    termsVersions: noun,
    pending: { ...noun, required: true },
    updatedAt: { type: Date, required: true },
  },
  { strict: 'throw', minimize: false, versionKey: false, timestamps: false, collection: 'programs' },
);

programSchema.index({ only: 1 }, { unique: true });
programSchema.index(...PENDING_INDEX);

/** The model on this connection; the same one when asked again. */
export function programModel(connection: Connection): Model<ProgramDocument> {
  return (
    (connection.models.Program as Model<ProgramDocument> | undefined) ??
    connection.model<ProgramDocument>('Program', programSchema)
  );
}

/** The program in the collection `programs`; what it promises stands with ProgramStore. */
export function programStore(
  connection: Connection,
  {
    elapsed = () => performance.now(),
    clock = systemClock,
  }: {
    /** Milliseconds since whenever. */
    elapsed?: () => number;
    /** Says which terms are in force. */
    clock?: Clock;
  } = {},
): ProgramStore {
  const model = programModel(connection);
  let cached: (Known & { readAt: number }) | undefined;
  let reading: Promise<Known> | undefined;

  async function stored(): Promise<StoredProgram | undefined> {
    const found = await withinLimit(() => model.findOne({}).lean<ProgramDocument>().exec());
    return found ? toStored(found) : undefined;
  }

  /** One read at a time, whoever asks; what it finds is cached even when nobody waits for it any more. */
  function read(): Promise<Known> {
    if (reading) return reading;
    const mine = stored()
      .then((found) => {
        const known = { program: found?.program, terms: found?.termsVersions ?? [] };
        // Not when this process saved a newer one meanwhile.
        if (reading === mine) cached = { ...known, readAt: elapsed() };
        return known;
      })
      .finally(() => {
        if (reading === mine) reading = undefined;
      });
    reading = mine;
    return mine;
  }

  async function known(): Promise<Known> {
    const old = cached;
    if (!old) return read();
    if (elapsed() - old.readAt < FRESH_MS) return old;
    return old.program ? newerOr(read(), old) : read();
  }

  return {
    stored,

    async current() {
      const { program, terms } = await known();
      return program && withTermsInForce(program, terms, clock.now());
    },

    termsVersions: async () => (await known()).terms,

    async save(before, after, messages) {
      const program = mergeProgram(after.file, after.chat);
      const terms = termsAfter(before?.termsVersions ?? [], program, clock.now());
      const written = { ...after, termsVersions: terms };
      const saved = await (before
        ? replace(model, before, written, messages)
        : insert(model, written, messages));
      reading = undefined;
      if (saved) cached = { program, terms, readAt: elapsed() };
      else if (cached) cached = { ...cached, readAt: Number.NEGATIVE_INFINITY };
      return saved;
    },
  };
}

/** What a read found: the program as stored, and its terms. */
interface Known {
  program: Program | undefined;
  terms: readonly AppliedTerms[];
}

/** What was just read, or `old` when the store takes long or is down. */
async function newerOr(reading: Promise<Known>, old: Known): Promise<Known> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Known>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, old);
  });
  return Promise.race([reading.catch(() => old), patience]).finally(() => clearTimeout(timer));
}

async function insert(
  model: Model<ProgramDocument>,
  after: StoredProgram,
  messages: PendingMessage[],
): Promise<boolean> {
  const { id, file, chat, termsVersions } = after;
  const document: ProgramDocument = withoutUndefined({
    _id: id,
    only: true,
    version: 1,
    file,
    chat,
    termsVersions,
    pending: messages,
    updatedAt: new Date(),
  });
  try {
    await withinLimit(() => model.create([document]));
    return true;
  } catch (error) {
    if (duplicateOf(error)) return false;
    throw error;
  }
}

async function replace(
  model: Model<ProgramDocument>,
  before: StoredProgram,
  { file, chat, termsVersions }: StoredProgram,
  messages: PendingMessage[],
): Promise<boolean> {
  const update = {
    $set: withoutUndefined({ file, chat, termsVersions, version: before.version + 1, updatedAt: new Date() }),
    $push: { pending: { $each: withoutUndefined(messages) } },
  };
  const result = await withinLimit(() =>
    model.updateOne({ _id: before.id, version: before.version }, update).exec(),
  );
  return result.matchedCount === 1;
}

function toStored({ _id, version, updatedAt, ...kept }: ProgramDocument): StoredProgram {
  const file = kept.file && definitionSchema.parse(kept.file);
  const chat = { ...kept.chat, entries: chatEntriesSchema.parse(kept.chat.entries) };
  const program = mergeProgram(file, chat);
  // An earlier version kept no versions: what it stored has been in force since.
  const termsVersions = kept.termsVersions ?? termsAfter([], program, updatedAt);
  return { id: _id, version, ...(file ? { file } : {}), chat, program, termsVersions };
}

/** What an earlier version stored lacks the keys that have come since: they have their defaults. */
const chatEntriesSchema = definitionSchema.pick({
  programManagers: true,
  reps: true,
  partners: true,
  channels: true,
});
