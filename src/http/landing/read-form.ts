import type { IncomingMessage } from 'node:http';
import type { FormValues } from '../../messages/form.js';

/** All fields filled to the last character, each of them three bytes written as nine signs, fit. */
const MOST_BYTES = 64 * 1024;
const MOST_FIELDS = 50;

export type ReadForm = { kind: 'form'; values: FormValues } | { kind: 'too_large' } | { kind: 'not_a_form' };

/** The fields of a form as browsers send it without scripts. What is too large is not kept in memory. */
export async function readForm(request: IncomingMessage): Promise<ReadForm> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return refuse(request, 'not_a_form');
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return refuse(request, 'too_large');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
    // What still comes is let run by: a connection that is cut does not show the answer.
    else chunks.length = 0;
  }
  if (bytes > MOST_BYTES) return { kind: 'too_large' };
  const pairs = [...new URLSearchParams(Buffer.concat(chunks).toString('utf8'))].slice(0, MOST_FIELDS);
  // Browsers send line breaks of a text area as CR LF, whatever was typed (HTML, 4.10.21.7).
  return {
    kind: 'form',
    values: Object.fromEntries(pairs.map(([key, value]) => [key, value.replace(/\r\n?/g, '\n')])),
  };
}

function refuse<Kind extends string>(request: IncomingMessage, kind: Kind): { kind: Kind } {
  request.resume();
  return { kind };
}
