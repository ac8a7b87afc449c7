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
  const pairs: Record<SigningKey, { kid: string; privateKey: KeyObject; publicKey: KeyObject }> = {
    channel: newPair('fake-teams-channel'),
    unendorsed: newPair('fake-webchat-channel'),
    unpublished: newPair('fake-teams-channel-2'),
  };
  const jwk = (key: SigningKey, endorsements: string[]): Json => ({
    ...pairs[key].publicKey.export({ format: 'jwk' }),
    use: 'sig',
    kid: pairs[key].kid,
    x5t: pairs[key].kid,
    endorsements,
  });
  return {
    published: () => ({ keys: [jwk('channel', ['msteams']), jwk('unendorsed', ['webchat'])] }),
    sign(claims, key = 'channel', header = {}) {
      const { kid, privateKey } = pairs[key];
      const head = { alg: 'RS256', kid, x5t: kid, typ: 'JWT', ...header };
      const text = `${encoded(head)}.${encoded(claims)}`;
      if (head.alg === 'none') return `${text}.`;
      // The known attack on careless libraries: the public key taken for a shared secret.
      if (head.alg === 'HS256')
        return `${text}.${createHmac('sha256', pemOf(pairs.channel.publicKey)).update(text).digest('base64url')}`;
      return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
    },
    verify(token) {
      const [head = '', body = '', signature = ''] = token.split('.');
      const isOurs = createVerify('RSA-SHA256')
        .update(`${head}.${body}`)
        .verify(pairs.channel.publicKey, signature, 'base64url');
      const claims: unknown = isOurs ? JSON.parse(Buffer.from(body, 'base64url').toString()) : undefined;
      return isObject(claims) ? claims : undefined;
    },
  };
}

function newPair(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, publicKey, privateKey };
}

function pemOf(key: KeyObject): string {
  return String(key.export({ type: 'spki', format: 'pem' }));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
