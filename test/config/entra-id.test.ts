import { expect, test } from 'vitest';
import { entraId } from '../../src/config/entra-id.js';
import { readConfig } from '../../src/config.js';
import { definitionSchema } from '../../src/program/definition.js';

const SMALL = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
const CAPITALS = SMALL.toUpperCase();

test('an Entra id is the same in either case; other ids are not', () => {
  expect(entraId(CAPITALS)).toBe(SMALL);
  expect(entraId('29:1xAbC')).toBe('29:1xAbC');
  expect(entraId('')).toBe('');
});

test('as a portal shows it, it fits what Teams sends: in the variables and in the program file', () => {
  const config = readConfig({
    TEAMS_APP_ID: CAPITALS,
    TEAMS_APP_PASSWORD: 'a-client-secret',
    TEAMS_TENANT_ID: CAPITALS,
    TEAMS_ALLOWED_TENANTS: CAPITALS,
  });
  expect(config).toMatchObject({ teams: { appId: SMALL, tenantId: SMALL, allowedTenants: [SMALL] } });
  const program = definitionSchema.parse({
    id: 'p',
    name: 'Program',
    timeZone: 'Europe/Berlin',
    reps: [{ id: 'lena', name: 'Lena', accounts: { teams: CAPITALS } }],
    partners: [{ id: 'fjord', name: 'Fjord', workspaces: { teams: [CAPITALS] } }],
  });
  expect(program.reps[0]?.accounts.teams).toBe(SMALL);
  expect(program.partners[0]?.workspaces.teams).toEqual([SMALL]);
});
