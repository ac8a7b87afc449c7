import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { InputError } from '../errors.js';
import { inPlainWords, isMissing, problem } from './text-files.js';

/** A file that may be larger than memory. */
export interface BigFile {
  /** In bytes; undefined for a pipe. */
  size: number | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/** A file in the making: it takes its place when it is finished, and until then an old one is whole. */
export interface TextSink {
  write(text: string): Promise<void>;
  finish(): Promise<void>;
  /** Takes back what was begun. */
  discard(): Promise<void>;
}

const READ_AT_ONCE = 256 * 1024;
const READ_REMEDY = 'Give the path of a CSV file';
const WRITE_REMEDY = 'Give a file in a folder that exists and may be written';

/** First bytes of what people take for CSV: a spreadsheet or another zip, an old spreadsheet, gzip, PDF. */
const NO_TEXT = ['504b0304', 'd0cf11e0', '1f8b', '25504446'];

/** @throws InputError in plain words, also for what is no text by its first bytes */
export async function openFile(path: string, folder: string): Promise<BigFile> {
  const full = resolve(folder, path);
  try {
    const facts = await stat(full);
    if (facts.isDirectory()) throw problem(path, 'is a folder', READ_REMEDY);
    if (!facts.isFile()) return { size: undefined, bytes: createReadStream(full) };
    await refuseNoText(full, path);
    return { size: facts.size, bytes: createReadStream(full, { highWaterMark: READ_AT_ONCE }) };
  } catch (error) {
    throw inPlainWords(error, path, READ_REMEDY);
  }
}

async function refuseNoText(full: string, path: string): Promise<void> {
  const file = await open(full);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.subarray(0, bytesRead).toString('hex');
    if (!NO_TEXT.some((magic) => start.startsWith(magic))) return;
    const remedy = 'In the spreadsheet: save it as CSV (UTF-8). An archive: unpack it first';
    throw problem(path, 'is a spreadsheet or an archive, not CSV', remedy);
  } finally {
    await file.close();
  }
}

/** @throws InputError in plain words */
export async function createText(path: string, folder: string): Promise<TextSink> {
  const full = resolve(folder, path);
  const aside = `${full}.${process.pid}.tmp`;
  const file = await open(aside, 'w', 0o600).catch((error): never => {
    throw cannotWrite(error, path);
  });
  const stream = createWriteStream('', { fd: file });
  const done = finished(stream);
  // Said to whoever finishes; nobody may be waiting yet.
  done.catch(() => {});
  return {
    write: (text) =>
      stream.write(text)
        ? Promise.resolve()
        : new Promise((go, no) => stream.once('drain', go).once('error', no)),
    async finish() {
      stream.end();
      await done;
      await rename(aside, full).catch((error): never => {
        throw cannotWrite(error, path);
      });
    },
    async discard() {
      stream.destroy();
      await done.catch(() => {});
      await rm(aside, { force: true });
    },
  };
}

function cannotWrite(error: unknown, path: string): InputError | unknown {
  return isMissing(error)
    ? problem(path, 'its folder does not exist', WRITE_REMEDY)
    : inPlainWords(error, path, WRITE_REMEDY);
}
