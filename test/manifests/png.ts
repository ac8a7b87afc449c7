import { inflateSync } from 'node:zlib';

interface Picture {
  width: number;
  height: number;
  /** Red, green, blue and opacity of each pixel, 0 to 255. */
  pixels: [number, number, number, number][];
}

const BYTES = 4;

/** Reads a PNG of 8 bits a channel with opacity, not interlaced: the kind we have. @throws Error for any other */
export function readPng(file: Uint8Array): Picture {
  const view = Buffer.from(file);
  if (view.toString('latin1', 1, 4) !== 'PNG') throw new Error('no PNG');
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  if (view[24] !== 8 || view[25] !== 6 || view[28] !== 0) throw new Error('another kind of PNG');
  const rows = unfilter(inflateSync(imageData(view)), width * BYTES, height);
  const pixels = Array.from({ length: width * height }, (_, at) => {
    const [red = 0, green = 0, blue = 0, opacity = 0] = rows.subarray(at * BYTES, (at + 1) * BYTES);
    return [red, green, blue, opacity] as Picture['pixels'][number];
  });
  return { width, height, pixels };
}

function imageData(view: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < view.length; ) {
    const length = view.readUInt32BE(at);
    if (view.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(view.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(parts);
}

/** www.w3.org/TR/png, 9 Filtering. */
function unfilter(data: Buffer, width: number, height: number): Buffer {
  const rows = Buffer.alloc(width * height);
  for (let row = 0; row < height; row += 1) {
    const kind = data[row * (width + 1)];
    for (let column = 0; column < width; column += 1) {
      const left = column < BYTES ? 0 : (rows[row * width + column - BYTES] ?? 0);
      const above = row === 0 ? 0 : (rows[(row - 1) * width + column] ?? 0);
      const corner = row === 0 || column < BYTES ? 0 : (rows[(row - 1) * width + column - BYTES] ?? 0);
      const average = Math.floor((left + above) / 2);
      const added = [0, left, above, average, paeth(left, above, corner)][kind ?? 0] ?? 0;
      rows[row * width + column] = ((data[row * (width + 1) + 1 + column] ?? 0) + added) & 0xff;
    }
  }
  return rows;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
