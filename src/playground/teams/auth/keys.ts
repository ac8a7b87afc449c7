import { createHmac, createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { isObject, type Json } from '../json.js';

/** Whose name a token carries: a key of the channel, one endorsed for another channel, or one nobody published. */
export type SigningKey = 'channel' | 'unendorsed' | 'unpublished';

export interface ChannelKeys {
  /** The JWK set, with the `endorsements` the Bot Connector adds to each key. */
  published(): { keys: Json[] };
  sign(claims: Json, key?: SigningKey, header?: Json): string;
  /** The claims of a token signed by the channel's key; undefined when it is none. Times are not looked at. */
  verify(token: string): Json | undefined;
}

/**
 * Keys of this run's own, 2048-bit RSA as Microsoft's. Format and `endorsements`:
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function createChannelKeys(): ChannelKeys {
  const channel = newPair();
  // One pair under two names: what a key is endorsed for goes by its name.
  const kids = {
    channel: 'fake-teams-channel',
    unendorsed: 'fake-webchat-channel',
    unpublished: 'fake-other',
  };
  let unpublished: KeyPair | undefined;
  const pairOf = (key: SigningKey): KeyPair => {
    if (key !== 'unpublished') return channel;
    unpublished ??= newPair();
    return unpublished;
  };
  const jwk = (key: SigningKey, endorsements: string[]): Json => ({
    ...channel.publicKey.export({ format: 'jwk' }),
    use: 'sig',
    kid: kids[key],
    x5t: kids[key],
    endorsements,
  });
  return {
    published: () => ({ keys: [jwk('channel', ['msteams']), jwk('unendorsed', ['webchat'])] }),
    sign(claims, key = 'channel', header = {}) {
      const head = { alg: 'RS256', kid: kids[key], x5t: kids[key], typ: 'JWT', ...header };
      const text = `${encoded(head)}.${encoded(claims)}`;
      return `${text}.${signatureOf(text, head.alg, pairOf(key))}`;
    },
    verify(token) {
      const [head = '', body = '', signature = ''] = token.split('.');
      const isOurs = createVerify('RSA-SHA256')
        .update(`${head}.${body}`)
        .verify(channel.publicKey, signature, 'base64url');
      const claims: unknown = isOurs ? JSON.parse(Buffer.from(body, 'base64url').toString()) : undefined;
      return isObject(claims) ? claims : undefined;
    },
  };
}

interface KeyPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

function newPair(): KeyPair {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function signatureOf(text: string, algorithm: string, { privateKey, publicKey }: KeyPair): string {
  if (algorithm === 'none') return '';
  if (algorithm !== 'HS256') return createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url');
  // The known attack on careless libraries: the public key taken for a shared secret.
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
