import type { IncomingMessage } from 'node:http';
import type { FormValues } from '../../messages/form.js';
import { contentType, readBody } from '../read-body.js';

/** All fields filled to the last character, each of them three bytes written as nine signs, fit. */
const MOST_BYTES = 64 * 1024;
const MOST_FIELDS = 50;

export type ReadForm = { kind: 'form'; values: FormValues } | { kind: 'too_large' } | { kind: 'not_a_form' };

/** The fields of a form as browsers send it without scripts. What is too large is not kept in memory. */
export async function readForm(request: IncomingMessage): Promise<ReadForm> {
  if (contentType(request) !== 'application/x-www-form-urlencoded') {
    request.resume();
    return { kind: 'not_a_form' };
  }
  const body = await readBody(request, MOST_BYTES);
  if (!body) return { kind: 'too_large' };
  const pairs = [...new URLSearchParams(body.toString('utf8'))].slice(0, MOST_FIELDS);
  // Browsers send line breaks of a text area as CR LF, whatever was typed (HTML, 4.10.21.7).
  return {
    kind: 'form',
    values: Object.fromEntries(pairs.map(([key, value]) => [key, value.replace(/\r\n?/g, '\n')])),
  };
}
