import type { IncomingMessage } from 'node:http';

/** The body as it came; undefined when it is larger than so many bytes, of which then nothing is kept in memory. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) {
    request.resume();
    return undefined;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
    // What still comes is let run by: a connection that is cut does not show the answer.
    else chunks.length = 0;
  }
  return bytes > mostBytes ? undefined : Buffer.concat(chunks);
}

/** `text/plain` of `text/plain; charset=utf-8`. */
export function contentType({ headers }: IncomingMessage): string | undefined {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
}
