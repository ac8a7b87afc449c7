import { createPublicKey, createVerify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TokenFlaws } from '../../../src/playground/teams/auth/tokens.js';
import { askToken, startPair } from './bare-bot.js';
import { BOT_APP, REPS } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const json = async (url: string) => (await fetch(url)).json();
const part = (token: string, index: number) =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());

/** What a bot would look at: the published key of the token, and whether it signed it. */
async function seen(flaws: TokenFlaws = {}) {
  await pair.teams.deliverRaw({ type: 'message' }, flaws);
  const token = pair.bot.heard.at(-1)?.authorization?.replace('Bearer ', '') ?? '';
  const { jwks_uri } = await json(pair.teams.openIdMetadataUrl);
  const { keys } = await json(jwks_uri);
  const header = part(token, 0);
  const key = keys.find((each: { kid: string }) => each.kid === header.kid);
  const [head, body, signature = ''] = token.split('.');
  const isSigned =
    key !== undefined &&
    createVerify('RSA-SHA256')
      .update(`${head}.${body}`)
      .verify(createPublicKey({ key, format: 'jwk' }), signature, 'base64url');
  return { header, claims: part(token, 1), endorsements: key?.endorsements, isSigned };
}

describe('tokens of the channel', () => {
  test('name the bot and the service URL, signed by a published and endorsed key', async () => {
    const { header, claims, endorsements, isSigned } = await seen();
    expect([header.alg, isSigned, endorsements]).toEqual(['RS256', true, ['msteams']]);
    expect(claims).toMatchObject({
      iss: 'https://api.botframework.com',
      aud: BOT_APP,
      serviceurl: pair.teams.serviceUrl,
    });
    expect(claims.exp * 1000).toBeGreaterThan(Date.now());
  });

  test('are wrong in every way on demand', async () => {
    expect((await seen({ audience: 'x' })).claims.aud).toBe('x');
    expect((await seen({ issuer: 'https://evil.example' })).claims.iss).toBe('https://evil.example');
    expect((await seen({ serviceUrl: null })).claims.serviceurl).toBeUndefined();
    expect((await seen({ serviceUrl: 'https://evil.example/' })).claims.serviceurl).toBe(
      'https://evil.example/',
    );
    expect((await seen({ offsetSeconds: -7_200 })).claims.exp * 1000).toBeLessThan(Date.now());
    expect(await seen({ key: 'unpublished' })).toMatchObject({ isSigned: false, endorsements: undefined });
    expect(await seen({ key: 'unendorsed' })).toMatchObject({ isSigned: true, endorsements: ['webchat'] });
    expect(await seen({ algorithm: 'none' })).toMatchObject({ isSigned: false, header: { alg: 'none' } });
    expect(await seen({ algorithm: 'HS256' })).toMatchObject({ isSigned: false, header: { alg: 'HS256' } });
    await pair.teams.deliverRaw({ type: 'message' }, 'none');
    expect(pair.bot.heard.at(-1)?.authorization).toBeUndefined();
  });
});

describe('the login service', () => {
  test('gives a token for the right secret, client and scope only', async () => {
    expect((await askToken(pair.teams)).status).toBe(200);
    const error = async (fields: Record<string, string>) => {
      const response = await askToken(pair.teams, fields);
      return [response.status, ((await response.json()) as { error: string }).error];
    };
    expect(await error({ client_secret: 'wrong' })).toEqual([401, 'invalid_client']);
    expect(await error({ client_id: 'wrong' })).toEqual([400, 'unauthorized_client']);
    expect(await error({ scope: 'wrong' })).toEqual([400, 'invalid_scope']);
    expect(await error({ grant_type: 'wrong' })).toEqual([400, 'unsupported_grant_type']);
    const elsewhere = { tokenUrl: pair.teams.tokenUrl.replace(/[0-9a-f-]{36}/, 'nowhere') };
    expect((await askToken(elsewhere)).status).toBe(400);
  });

  test('whose tokens the connector takes, until they expire', async () => {
    await pair.close();
    let clock = new Date();
    pair = await startPair({ signingClock: () => clock });
    const hello = { type: 'message', text: 'Hello' };
    expect((await pair.api.send(REPS, hello)).status).toBe(201);
    clock = new Date(clock.getTime() + 3_700_000);
    expect((await pair.api.send(REPS, hello)).status).toBe(401);
    const url = `${pair.teams.serviceUrl}v3/conversations/x/members`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: 'Bearer a.b.c' } })).status).toBe(401);
  });
});
