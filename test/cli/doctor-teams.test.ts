import { describe, expect, test } from 'vitest';
import { DeliveryError } from '../../src/errors.js';
import { startFakeTeams } from '../../src/playground/teams/index.js';
import { conversationStore } from '../../src/store/conversations.js';
import { EMPTY_TEAM, PARTNER_TENANT, REPS, SHARED, SEED as TEAMS_SEED } from '../playground/teams/seed.js';
import { nobody, openPractice } from './practice.js';

const { database, doctor, http, store } = await openPractice();

describe('Teams', () => {
  const appPassword = 'the-secret-of-the-teams-app';
  const teamsAt = (tokenUrl: string, password = appPassword) => ({
    TEAMS_APP_ID: TEAMS_SEED.bot.appId,
    TEAMS_APP_PASSWORD: password,
    TEAMS_TENANT_ID: TEAMS_SEED.homeTenant,
    TEAMS_TOKEN_URL: tokenUrl,
    TEAMS_OPENID_METADATA_URL: tokenUrl,
  });

  test('alone or beside Slack: Microsoft gives a token, refuses it, or does not answer', async () => {
    const tenant = await startFakeTeams({ tenant: structuredClone(TEAMS_SEED), appPassword });
    const alone = await doctor({ env: teamsAt(tenant.tokenUrl) });
    const both = await doctor({ env: { ...http(), ...teamsAt(tenant.tokenUrl, 'the-second') } });
    await tenant.close();
    expect(alone.code).toBe(0);
    expect(alone.said('configuration')).toBe('ok | reads; Teams');
    expect(alone.said('slack')).toBe('skipped | no Slack credentials are set');
    expect(alone.said('teams credentials')).toBe(
      `ok | Microsoft gives the app ${TEAMS_SEED.bot.appId} its token`,
    );
    expect(both.code).toBe(1);
    expect(both.said('configuration')).toBe('ok | reads; Slack over HTTP and Teams');
    expect(both.said('slack token')).toMatch(/^ok/);
    expect(both.said('teams credentials')).toMatch(
      /^problem \| Microsoft’s login service says \w+\. .*TEAMS_APP_PASSWORD/,
    );
    const gone = await doctor({ env: teamsAt(`${await nobody()}/token`) });
    expect(gone.code).toBe(1);
    expect(gone.said('teams credentials')).toMatch(
      /^problem \| .* does not answer \(login_unreachable\)\. Look at/,
    );
  });

  test('its channels: there, lost, shared with somebody, and without the app', async () => {
    const tenant = await startFakeTeams({ tenant: structuredClone(TEAMS_SEED), appPassword });
    const conversations = conversationStore(database.db);
    await database.db.collection('conversations').deleteMany({});
    const channel = (kind: string, id: string, teamsId: string, more = {}) => ({
      ...{ kind, id, channel: { platform: 'teams', id: teamsId } },
      ...more,
    });
    await store({
      partners: [
        { id: 'pat', name: 'Partner', workspaces: { teams: [PARTNER_TENANT] } },
        { id: 'quinn', name: 'Quinn', workspaces: { teams: ['another-tenant'] } },
      ],
      channels: [
        channel('triage', 'reps', REPS, { default: true }),
        channel('partner', 'shared', SHARED, { partner: 'pat' }),
        channel('partner', 'wrong', SHARED, { partner: 'quinn' }),
        channel('digest', 'without', EMPTY_TEAM),
        channel('triage', 'old', '19:old@thread.tacv2'),
      ],
    });
    const env = teamsAt(tenant.tokenUrl);
    const never = await doctor({ env });
    const known = {
      kind: 'channel' as const,
      serviceUrl: tenant.serviceUrl,
      tenantId: TEAMS_SEED.homeTenant,
    };
    const put = (id: string, state: 'open' | 'removed', name?: string) =>
      conversations.put({ ...known, id, conversationId: id, state, ...(name ? { name } : {}) });
    await put(REPS, 'open', 'Reps');
    const { code, said } = await doctor({ env });
    await put(REPS, 'removed', 'Reps');
    const lost = await doctor({ env });
    await tenant.close();

    expect(never.said(`channel reps (triage, ${REPS})`)).toMatch(
      /^problem \| Teams says not_installed\. Add the app/,
    );
    expect(code).toBe(1);
    expect(said(`channel reps (triage, ${REPS})`)).toBe('ok | Reps, the bot is in it');
    expect(said(`channel shared (partner, ${SHARED})`)).toMatch(/^ok \| .* shared with /);
    expect(said(`channel wrong (partner, ${SHARED})`)).toMatch(
      /^problem .*add its id to workspaces\.teams of quinn/,
    );
    expect(said(`channel without (digest, ${EMPTY_TEAM})`)).toMatch(
      /^problem \| Teams says \w+\. Add the app to the/,
    );
    expect(said('channel old (triage, 19:old@thread.tacv2)')).toMatch(/^problem \| Teams says \w+\. /);
    expect(lost.said(`channel reps (triage, ${REPS})`)).toMatch(
      /^problem \| the bot is not in Reps\. Add the app to the team of Reps/,
    );
  });

  test('the emulator has no credentials to look at', async () => {
    const { code, said } = await doctor({ env: { TEAMS_EMULATOR: '1' } });
    expect(code).toBe(0);
    expect(said('configuration')).toBe('ok | reads; Teams’ emulator');
    expect(said('teams credentials')).toMatch(/^skipped \| the emulator/);
  });

  test.each([
    ['AADSTS7000222', /The secret has expired/],
    ['AADSTS700016', /TEAMS_TENANT_ID and TEAMS_APP_TYPE/],
    ['invalid_client', /against portal\.azure\.com/],
  ])('%s has its remedy', async (code, remedy) => {
    const token = () => Promise.reject(new DeliveryError('final', code, 'refused'));
    const { said } = await doctor({ env: teamsAt('http://127.0.0.1/token'), teams: { token } });
    expect(said('teams credentials')).toMatch(remedy);
  });
});
