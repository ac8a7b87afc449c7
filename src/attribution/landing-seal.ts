import { randomBytes } from 'node:crypto';
import { isSameSecret, keyedHash } from '../keyed-hash.js';

/** What a form carries, so that it can be told when it was opened and that it is the same one, without a cookie. */
export interface OpenedForm {
  /** Of this one opened form; the referral's submissionKey is made of it. */
  nonce: string;
  openedAt: Date;
}

const NONCE_BYTES = 16;
const MAC_BYTES = 16;
const REFERRAL_ID = /^[0-9a-f]{24}$/;

/** @param key kept by the store, the same in every process */
export function landingSeal(key: Buffer) {
  const mac = (text: string): Buffer => keyedHash(key, text, MAC_BYTES);
  const holds = (text: string, given: Buffer): boolean => isSameSecret(given, mac(text));

  return {
    /** For a form opened now behind this code. */
    openForm(code: string, now: Date): string {
      const inner = `${now.getTime().toString(36)}.${randomBytes(NONCE_BYTES).toString('base64url')}`;
      return `${inner}.${mac(`form:${code}:${inner}`).toString('base64url')}`;
    },

    /** Undefined when it was not made here, or for another code. */
    readForm(code: string, token: string): OpenedForm | undefined {
      const [at = '', nonce = '', given = '', ...more] = token.split('.');
      const inner = `${at}.${nonce}`;
      if (more.length > 0 || !holds(`form:${code}:${inner}`, Buffer.from(given, 'base64url')))
        return undefined;
      return { nonce, openedAt: new Date(Number.parseInt(at, 36)) };
    },

    /** The way to the status of a referral: 128 bits that nobody can guess, and nothing to look up. */
    statusToken(referralId: string): string {
      return Buffer.concat([Buffer.from(referralId, 'hex'), mac(`status:${referralId}`)]).toString(
        'base64url',
      );
    },

    /** The referral's id; undefined when the token was not made here. */
    readStatus(token: string): string | undefined {
      const bytes = Buffer.from(token, 'base64url');
      const id = bytes.subarray(0, 12).toString('hex');
      return REFERRAL_ID.test(id) && holds(`status:${id}`, bytes.subarray(12)) ? id : undefined;
    },

    /** Keyed, so that nobody can find out an address by trying them all; the same for the same address. */
    fingerprint: (address: string): string => mac(`address:${address}`).toString('base64url'),
  };
}

export type LandingSeal = ReturnType<typeof landingSeal>;
