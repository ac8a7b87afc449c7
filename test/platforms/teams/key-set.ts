import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const ISSUER = 'https://api.botframework.com';
export const APP_ID = '11111111-2222-3333-4444-555555555555';

interface Pair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

/** A service that names its keys as Microsoft's does, on loopback, with keys of this test run. */
export interface KeySet {
  metadataUrl: string;
  /** How often the keys were asked for. */
  asked(): number;
  /** Answers 503 from now on, or again as it should. */
  breakDown(isBroken: boolean): void;
  close(): Promise<void>;
  token(
    claims?: Record<string, unknown>,
    header?: Record<string, unknown>,
    key?: 'good' | 'stranger',
  ): string;
}

export async function openKeySet(): Promise<KeySet> {
  const pair = (): Pair => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pairs = { good: pair(), stranger: pair() };
  const jwk = (kid: string, endorsements?: string[]) => ({
    ...pairs.good.publicKey.export({ format: 'jwk' }),
    kid,
    ...(endorsements ? { endorsements } : {}),
  });
  let asked = 0;
  let isBroken = false;
  const server = createServer((request, response) => {
    if (isBroken) {
      response.writeHead(503).end();
      return;
    }
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const isMetadata = request.url === '/openid';
    if (!isMetadata) asked += 1;
    const body = isMetadata
      ? { issuer: ISSUER, jwks_uri: `${origin}/keys` }
      : {
          keys: [jwk('teams', ['msteams']), jwk('web', ['webchat']), jwk('plain'), { kid: 'ec', kty: 'EC' }],
        };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    metadataUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`,
    asked: () => asked,
    breakDown: (broken) => {
      isBroken = broken;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
    token(claims = {}, header = {}, key = 'good') {
      const now = Math.floor(Date.now() / 1_000);
      const head = { alg: 'RS256', typ: 'JWT', kid: 'teams', ...header };
      const body = {
        iss: ISSUER,
        aud: APP_ID,
        nbf: now - 60,
        exp: now + 3_600,
        serviceurl: 'https://smba.trafficmanager.net/amer/',
        ...claims,
      };
      const text = `${encoded(head)}.${encoded(body)}`;
      return `${text}.${signed(text, String(head.alg), pairs[key])}`;
    },
  };
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signed(text: string, algorithm: string, { privateKey, publicKey }: Pair): string {
  if (algorithm === 'none') return '';
  if (algorithm !== 'HS256') return createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url');
  // The public key taken for a shared secret: the known attack.
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  return createHmac('sha256', secret).update(text).digest('base64url');
}
