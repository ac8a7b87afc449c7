import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isSameSecret, keyedHash } from '../../keyed-hash.js';
import type { ActionValue } from '../../messages/card.js';

/**
 * What a card or a form carries and gives back is sealed, so that nobody can make Teams hand us what we never posted:
 * a button is bound to its act, its value (the referral) and its audience (the channel or person it was posted to),
 * a form to the person it was opened for. Each rendering has a number nobody can guess. It is also by this number that a
 * press or a form delivered twice is recognised, since Teams delivers again under new ids.
 */
export interface Seal {
  /** The token of a button. */
  button(audience: string, actionId: string, value: ActionValue): string;
  /** The number in a button's token; undefined unless we posted this button to one of these audiences. */
  openButton(
    token: unknown,
    audiences: readonly string[],
    actionId: string,
    value: ActionValue,
  ): string | undefined;
  /** Anything to be given back unchanged, readable to nobody else than `audience` but not secret. */
  pack(audience: string, content: unknown): string;
  /** Undefined unless packed here for this audience. */
  unpack(token: unknown, audience: string): unknown;
}

/** Also what is unpacked is bounded: a small text can inflate to gigabytes. */
const MOST_UNPACKED = 256 * 1024;
const MAC_BYTES = 18;
/** Shared by one rendering's buttons would do, but each has its own: simpler, and as unguessable. */
const NUMBER_BYTES = 9;

/** `newNumber` is given only where renderings are compared: numbers that can be guessed protect nothing. */
export function sealWith(key: Uint8Array, newNumber: () => string = randomNumber): Seal {
  const mac = (parts: readonly string[]): string =>
    keyedHash(key, JSON.stringify(parts), MAC_BYTES).toString('base64url');
  const isMac = (given: string, parts: readonly string[]): boolean => isSameSecret(given, mac(parts));
  const ofButton = (audience: string, actionId: string, value: ActionValue, number: string) => [
    'button',
    audience,
    actionId,
    JSON.stringify(Object.entries(value).sort()),
    number,
  ];
  return {
    button(audience, actionId, value) {
      const number = newNumber();
      return `${number}.${mac(ofButton(audience, actionId, value, number))}`;
    },
    openButton(token, audiences, actionId, value) {
      const [number = '', given = ''] = typeof token === 'string' ? token.split('.', 2) : [];
      const isOurs = audiences.some((audience) => isMac(given, ofButton(audience, actionId, value, number)));
      return isOurs ? number : undefined;
    },
    pack(audience, content) {
      const packed = deflateRawSync(JSON.stringify(content)).toString('base64url');
      return `${packed}.${mac(['pack', audience, packed])}`;
    },
    unpack(token, audience) {
      const [packed = '', given = ''] = typeof token === 'string' ? token.split('.', 2) : [];
      if (!isMac(given, ['pack', audience, packed])) return undefined;
      const json = inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: MOST_UNPACKED });
      return JSON.parse(json.toString('utf8'));
    },
  };
}

function randomNumber(): string {
  return randomBytes(NUMBER_BYTES).toString('base64url');
}
