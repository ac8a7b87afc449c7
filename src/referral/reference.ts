import { randomBytes, randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a name of these letters can be read out over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** One letter for each number; of a number only what is left by 32 counts. */
export function lettersOf(numbers: Iterable<number>): string {
  return Array.from(numbers, (number) => ALPHABET.charAt(number % ALPHABET.length)).join('');
}

/** `R-7K3M9Q`. One in a thousand million clashes; the store makes it unique. */
export function newReference(): string {
  return `R-${lettersOf(Array.from({ length: 6 }, () => randomInt(ALPHABET.length)))}`;
}

/** A word people write to us that would be read as R-EWARDS. */
const COMMAND = 'rewards';

/** `r 7k3m9q` and `R-7K3M9Q` are the same to a person. `undefined` when it cannot be a reference. */
export function parseReference(text: string): string | undefined {
  if (text.trim().toLowerCase() === COMMAND) return undefined;
  const match = /^r[-\s]?([0-9a-hj-km-np-tv-z]{6})$/i.exec(text.trim());
  return match?.[1] ? `R-${match[1].toUpperCase()}` : undefined;
}

/** What the ids begin with that are made in an instant's second: by it a span of time is found among them. */
export function secondInId(instant: Date): string {
  return Math.floor(instant.getTime() / 1000)
    .toString(16)
    .padStart(8, '0');
}

/** 24 hex digits: the millisecond of creation, then 52 random bits. Sorts by time, as the store's pages rely on. */
export function newReferralId(now: Date): string {
  const milliseconds = now.getTime();
  const rest = (milliseconds % 1000).toString(16).padStart(3, '0');
  return `${secondInId(now)}${rest}${randomBytes(7).toString('hex').slice(0, 13)}`;
}
