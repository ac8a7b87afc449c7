import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | (string & {});

/** Whether a platform's decoder knows an encoding by this name. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The text of a file, piece by piece, without a byte order mark. Without `encoding` it is told by the mark, by the zeros
 * of UTF-16, or else: UTF-8, and Windows-1252 from where the first bytes come that are none, if nothing before spoke for
 * UTF-8. What cannot be decoded is U+FFFD, where it stands.
 */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding?: Encoding): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    decoder ??= decoderFor(encoding ?? sniff(chunk));
    const text = decoder.next(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text !== '') yield text;
  }
  const last = decoder?.end() ?? '';
  if (last !== '') yield last;
}

interface Decoder {
  next(bytes: Buffer): string;
  end(): string;
}

function sniff(start: Uint8Array): Encoding | undefined {
  const [a, b, c] = start;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  const sample = start.subarray(0, 4_000);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 8;
  if (odd > many && even < many / 8) return 'utf-16le';
  if (even > many && odd < many / 8) return 'utf-16be';
  return undefined;
}

function decoderFor(encoding: Encoding | undefined): Decoder {
  if (encoding === undefined) return guessing();
  const decoder = new TextDecoder(encoding);
  return { next: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/** UTF-8 as long as it is. */
function guessing(): Decoder {
  let decoder = new TextDecoder('utf-8');
  let certain = false;
  let kept: Buffer = Buffer.alloc(0);
  return {
    next(bytes) {
      if (certain) return decoder.decode(bytes, { stream: true });
      const all = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
      const whole = all.subarray(0, endOfWhole(all));
      kept = Buffer.from(all.subarray(whole.length));
      const text = decideOn(whole);
      if (!certain) return text;
      const rest = decoder.decode(kept, { stream: true });
      kept = Buffer.alloc(0);
      return text + rest;
    },
    end: () => (certain ? '' : decideOn(kept)) + decoder.decode(),
  };

  function decideOn(whole: Buffer): string {
    const text = whole.toString('utf8');
    const valid = (text.match(/[\u0080-\ufffc\u{10000}-\u{10ffff}]/gu) ?? []).length;
    const broken = isUtf8(whole) ? 0 : (text.match(/\ufffd/g) ?? []).length;
    if (valid === 0 && broken === 0) return text;
    certain = true;
    if (broken > valid) decoder = new TextDecoder('windows-1252');
    return decoder.decode(whole, { stream: true });
  }
}

/** Where the last character that is whole ends: of one that is cut, the rest comes with the next piece. */
function endOfWhole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
