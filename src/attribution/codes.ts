import { randomInt } from 'node:crypto';

/** Without 0 and O, 1, I and L, and U beside V: a code can be read from paper and said over the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;
const GROUP = 4;

/** Eight signs of thirty: 650,000 million codes, too many to try them all at the rate that is let through. */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** As people read it: `7K3M-9QXT`. */
export function spelledCode(code: string): string {
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;
}

/** `7k3m 9qxt` and `7K3M-9QXT` are the same to a person. Undefined when it cannot be a code. */
export function parseCode(typed: string): string | undefined {
  const code = typed.replace(/[-\s]/g, '').toUpperCase();
  return code.length === LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : undefined;
}
