import type { Command } from 'commander';
import { isEncoding } from '../csv/decode.js';
import { wrongOption } from './wrong-option.js';

/** How a CSV file is written, where it is not to be found out. */
export interface CsvOptions {
  delimiter?: string;
  encoding?: string;
}

/** Adds `--delimiter` and `--encoding` to a command that reads CSV. */
export function withCsvOptions(command: Command): Command {
  return command
    .option('--delimiter <TEXT>', 'if it is not found out; \\t is a tab')
    .option('--encoding <NAME>', 'if it is not found out, such as windows-1252');
}

/** The options as the reader takes them. @throws InputError for what no CSV file can be written with */
export function readCsvOptions({ delimiter, encoding }: CsvOptions): CsvOptions {
  const between = delimiter === '\\t' ? '\t' : delimiter;
  if (between === '' || between === '"' || /[\r\n]/.test(between ?? ''))
    throw wrongOption(
      '--delimiter',
      'cannot be this',
      'Give the text that stands between two cells, such as ;',
    );
  if (encoding !== undefined && !isEncoding(encoding))
    throw wrongOption('--encoding', `"${encoding}" is not known`, 'Use utf-8, utf-16le or windows-1252, say');
  return {
    ...(between === undefined ? {} : { delimiter: between }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}
