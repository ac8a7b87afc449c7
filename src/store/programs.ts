import { type Connection, type Model, Schema } from 'mongoose';
import type { PendingMessage } from '../messages/pending.js';
import { definitionSchema } from '../program/definition.js';
import { mergeProgram } from '../program/merge-program.js';
import type { ProgramStore, StoredProgram } from '../program/ports.js';
import type { Program } from '../program/program.js';
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
  /** Milliseconds since whenever. */
  elapsed: () => number = () => performance.now(),
): ProgramStore {
  const model = programModel(connection);
  let cached: { program: Program | undefined; readAt: number } | undefined;
  let reading: Promise<Program | undefined> | undefined;

  async function stored(): Promise<StoredProgram | undefined> {
    const found = await withinLimit(() => model.findOne({}).lean<ProgramDocument>().exec());
    return found ? toStored(found) : undefined;
  }

  /** One read at a time, whoever asks; what it finds is cached even when nobody waits for it any more. */
  function read(): Promise<Program | undefined> {
    if (reading) return reading;
    const mine = stored()
      .then((found) => {
        // Not when this process saved a newer one meanwhile.
        if (reading === mine) cached = { program: found?.program, readAt: elapsed() };
        return found?.program;
      })
      .finally(() => {
        if (reading === mine) reading = undefined;
      });
    reading = mine;
    return mine;
  }

  return {
    stored,

    async current() {
      const known = cached;
      if (!known) return read();
      if (elapsed() - known.readAt < FRESH_MS) return known.program;
      return known.program ? newerOr(read(), known.program) : read();
    },

    async save(before, after, messages) {
      const saved = await (before ? replace(model, before, after, messages) : insert(model, after, messages));
      reading = undefined;
      if (saved) cached = { program: mergeProgram(after.file, after.chat), readAt: elapsed() };
      else if (cached) cached = { ...cached, readAt: Number.NEGATIVE_INFINITY };
      return saved;
    },
  };
}

/** The program just read, or `old` when the store takes long or is down. */
async function newerOr(reading: Promise<Program | undefined>, old: Program): Promise<Program | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Program>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, old);
  });
  return Promise.race([reading.catch(() => old), patience]).finally(() => clearTimeout(timer));
}

async function insert(
  model: Model<ProgramDocument>,
  after: StoredProgram,
  messages: PendingMessage[],
): Promise<boolean> {
  const { id, file, chat } = after;
  const document: ProgramDocument = withoutUndefined({
    _id: id,
    only: true,
    version: 1,
    file,
    chat,
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
  { file, chat }: StoredProgram,
  messages: PendingMessage[],
): Promise<boolean> {
  const update = {
    $set: withoutUndefined({ file, chat, version: before.version + 1, updatedAt: new Date() }),
    $push: { pending: { $each: withoutUndefined(messages) } },
  };
  const result = await withinLimit(() =>
    model.updateOne({ _id: before.id, version: before.version }, update).exec(),
  );
  return result.matchedCount === 1;
}

function toStored({ _id, version, file: storedFile, chat: storedChat }: ProgramDocument): StoredProgram {
  const file = storedFile && definitionSchema.parse(storedFile);
  const chat = { ...storedChat, entries: chatEntriesSchema.parse(storedChat.entries) };
  return { id: _id, version, ...(file ? { file } : {}), chat, program: mergeProgram(file, chat) };
}

/** What an earlier version stored lacks the keys that have come since: they have their defaults. */
const chatEntriesSchema = definitionSchema.pick({
  programManagers: true,
  reps: true,
  partners: true,
  channels: true,
});
