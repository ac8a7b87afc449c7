import { type DestinationStream, type Logger, pino } from 'pino';
import { redactor } from './log/redact.js';
import { serializeError } from './log/serialize-error.js';

export type Log = Logger;

export interface LogOptions {
  level: string;
  /** Values that must never appear, whatever the key or the sentence they stand in. */
  secrets?: readonly string[];
  /** Standard output when absent; the command line passes standard error. */
  destination?: DestinationStream;
}

/**
 * A log of one JSON object a line. Secrets and what people typed are taken out of every line at any depth, in
 * bindings of child logs and in errors too: see log/redact.ts for what counts. Put data in the object, not in the
 * sentence (`log.info({ referral: id }, 'claimed')`): a sentence can only be searched for what looks like a secret.
 */
export function createLog({ level, secrets = [], destination }: LogOptions): Log {
  const redactLine = redactor(secrets);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: serializeError, error: serializeError },
    hooks: { streamWrite: redactLine },
  };
  return destination ? pino(options, destination) : pino(options);
}
