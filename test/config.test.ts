import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Config, readConfig, secretsOf } from '../src/config.js';
import { InputError, type InputProblem } from '../src/errors.js';

const SLACK = {
  SLACK_BOT_TOKEN: 'xoxb-1-secretbot',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
};

function problemsOf(env: NodeJS.ProcessEnv): InputProblem[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

const namesOf = (env: NodeJS.ProcessEnv) => problemsOf(env).map(({ path }) => path);

describe('without Slack credentials', () => {
  test('it is the playground, on loopback, with every default', () => {
    expect(readConfig({})).toEqual<Config>({
      mode: 'playground',
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('data'),
      database: 'playground',
      logLevel: 'info',
    });
  });

  test('empty variables and those with only spaces count as missing', () => {
    const env = { SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '  ', PORT: '', HOST: ' ', LOG_LEVEL: '' };
    expect(readConfig(env)).toEqual(readConfig({}));
  });

  test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])('it may listen on %s', (HOST) => {
    expect(readConfig({ HOST }).host).toBe(HOST.replace(/[[\]]/g, ''));
  });

  test.each(['0.0.0.0', '::', '10.0.0.5', 'example.com', '127.0.0.1.example.com'])(
    'it may not listen on %s, where others could act as anybody',
    (HOST) => {
      expect(namesOf({ HOST })).toEqual(['HOST']);
    },
  );

  test('an address of another Slack is a contradiction; the default spelled out is not', () => {
    expect(namesOf({ SLACK_API_URL: 'http://127.0.0.1:9/api/' })).toEqual(['SLACK_API_URL']);
    expect(readConfig({ SLACK_API_URL: 'https://slack.com/api' }).mode).toBe('playground');
  });
});

describe('with Slack credentials', () => {
  test('it is the real thing, on every network', () => {
    expect(readConfig(SLACK)).toMatchObject({
      mode: 'slack',
      host: '0.0.0.0',
      database: 'desk',
      slack: {
        botToken: SLACK.SLACK_BOT_TOKEN,
        signingSecret: SLACK.SLACK_SIGNING_SECRET,
        apiUrl: 'https://slack.com/api/',
      },
    });
  });

  test.each([
    [{ SLACK_BOT_TOKEN: SLACK.SLACK_BOT_TOKEN }, ['SLACK_SIGNING_SECRET']],
    [{ SLACK_SIGNING_SECRET: SLACK.SLACK_SIGNING_SECRET }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_APP_TOKEN: 'xapp-1-x' }, ['SLACK_BOT_TOKEN']],
  ])('one without the other is told: %o', (env, missing) => {
    expect(namesOf(env)).toEqual(missing);
  });

  test('Socket Mode needs no signing secret', () => {
    const config = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1-x' });
    expect(config).toMatchObject({ mode: 'slack', slack: { appToken: 'xapp-1-x' } });
    expect(config.mode === 'slack' && 'signingSecret' in config.slack).toBe(false);
  });

  test.each(['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080/api/'])(
    '%s gets one slash',
    (SLACK_API_URL) => {
      const config = readConfig({ ...SLACK, SLACK_API_URL });
      expect(config).toMatchObject({ slack: { apiUrl: 'http://127.0.0.1:8080/api/' } });
    },
  );

  test("tokens of any form are good enough for a local server, but not for Slack's own", () => {
    const odd = { SLACK_BOT_TOKEN: 'test-token', SLACK_SIGNING_SECRET: 'shh', SLACK_APP_TOKEN: 'app' };
    expect(namesOf({ ...odd, SLACK_API_URL: 'http://localhost:1/api/' })).toEqual([]);
    expect(namesOf(odd)).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']);
  });

  test('a token in the place of the signing secret is told', () => {
    expect(namesOf({ ...SLACK, SLACK_SIGNING_SECRET: 'xoxb-123' })).toEqual(['SLACK_SIGNING_SECRET']);
  });

  test.each(['https://slack.com/', 'http://slack.com/api/', 'https://slack.com/api/v1'])(
    "%s is Slack's but not its API",
    (SLACK_API_URL) => {
      expect(namesOf({ ...SLACK, SLACK_API_URL })).toEqual(['SLACK_API_URL']);
    },
  );
});

const TEAMS = {
  TEAMS_APP_ID: '11111111-2222-3333-4444-555555555555',
  TEAMS_APP_PASSWORD: 'secret~app~password',
  TEAMS_TENANT_ID: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
};

describe('with Teams', () => {
  test('it is the real thing, with Slack or without', () => {
    const teams = {
      kind: 'teams',
      appId: TEAMS.TEAMS_APP_ID,
      appPassword: TEAMS.TEAMS_APP_PASSWORD,
      tenantId: TEAMS.TEAMS_TENANT_ID,
      allowedTenants: [TEAMS.TEAMS_TENANT_ID],
      openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      tokenUrl: `https://login.microsoftonline.com/${TEAMS.TEAMS_TENANT_ID}/oauth2/v2.0/token`,
    };
    expect(readConfig(TEAMS)).toMatchObject({ mode: 'teams', host: '0.0.0.0', database: 'desk', teams });
    expect(readConfig({ ...TEAMS, ...SLACK })).toMatchObject({ mode: 'slack', teams, slack: {} });
    expect(readConfig(SLACK)).not.toHaveProperty('teams');
  });

  test('other tenants may be let in, and a bot of many tenants has its token from Microsoft', () => {
    const config = readConfig({
      ...TEAMS,
      TEAMS_ALLOWED_TENANTS: 'partner-one, partner-two',
      TEAMS_APP_TYPE: 'MultiTenant',
    });
    expect(config).toMatchObject({
      teams: {
        allowedTenants: [TEAMS.TEAMS_TENANT_ID, 'partner-one', 'partner-two'],
        tokenUrl: 'https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token',
      },
    });
  });

  test('an app id is never missing, nor anything else that it needs', () => {
    expect(namesOf({ TEAMS_APP_PASSWORD: 'x' })).toEqual(['TEAMS_APP_ID', 'TEAMS_TENANT_ID']);
    expect(namesOf({ ...TEAMS, TEAMS_APP_ID: '' })).toEqual(['TEAMS_APP_ID']);
    expect(namesOf({ ...TEAMS, TEAMS_APP_PASSWORD: '' })).toEqual(['TEAMS_APP_PASSWORD']);
    expect(namesOf({ ...SLACK, TEAMS_TENANT_ID: 'x' })).toEqual(['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD']);
  });

  test('the endpoints are named all or none', () => {
    const endpoints = {
      TEAMS_OPENID_METADATA_URL: 'http://127.0.0.1:9/openid',
      TEAMS_TOKEN_URL: 'http://127.0.0.1:9/token',
    };
    expect(readConfig({ ...TEAMS, ...endpoints })).toMatchObject({
      teams: { openIdMetadataUrl: 'http://127.0.0.1:9/openid', tokenUrl: 'http://127.0.0.1:9/token' },
    });
    expect(namesOf({ ...TEAMS, ...endpoints, TEAMS_TOKEN_URL: '' })).toEqual(['TEAMS_TOKEN_URL']);
    expect(namesOf({ ...TEAMS, ...endpoints, TEAMS_OPENID_METADATA_URL: '' })).toEqual([
      'TEAMS_OPENID_METADATA_URL',
    ]);
  });

  test('the emulator is for this machine alone and knows no credentials', () => {
    expect(readConfig({ TEAMS_EMULATOR: '1' })).toMatchObject({
      mode: 'teams',
      host: '127.0.0.1',
      database: 'desk',
      teams: { kind: 'emulator', tenantId: expect.any(String) },
    });
    expect(readConfig({ TEAMS_EMULATOR: '1', HOST: 'localhost' }).host).toBe('localhost');
    expect(namesOf({ TEAMS_EMULATOR: '1', HOST: '0.0.0.0' })).toEqual(['HOST']);
    expect(namesOf({ TEAMS_EMULATOR: '1', ...TEAMS })).toEqual(['TEAMS_EMULATOR']);
    expect(readConfig({ TEAMS_EMULATOR: '0' }).mode).toBe('playground');
  });

  test('what is malformed is told by its name', () => {
    expect(
      namesOf({ ...TEAMS, TEAMS_APP_TYPE: 'Managed', TEAMS_ALLOWED_TENANTS: 'a b', TEAMS_EMULATOR: 'yes' }),
    ).toEqual(['TEAMS_APP_TYPE', 'TEAMS_ALLOWED_TENANTS', 'TEAMS_EMULATOR']);
    expect(namesOf({ ...TEAMS, TEAMS_TOKEN_URL: 'x', TEAMS_OPENID_METADATA_URL: 'ftp://x/' })).toEqual([
      'TEAMS_OPENID_METADATA_URL',
      'TEAMS_TOKEN_URL',
    ]);
  });

  test('its password is one a log must hide', () => {
    expect(secretsOf(readConfig({ ...TEAMS, ...SLACK }))).toContain(TEAMS.TEAMS_APP_PASSWORD);
    const told = JSON.stringify(problemsOf({ ...TEAMS, TEAMS_APP_ID: '' }));
    expect(told).not.toContain(TEAMS.TEAMS_APP_PASSWORD);
  });
});

describe('each variable', () => {
  test.each([
    ['PORT', 'abc'],
    ['INTAKE_SECRET', 'short'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['HOST', 'http://localhost'],
    ['HOST', '127.0.0.1:3000'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'desk.example.com'],
    ['PUBLIC_URL', 'http://desk.example.com'],
    ['PUBLIC_URL', 'https://me:pw@desk.example.com'],
    ['DATA_DIR', 'a\0b'],
    ['LOG_LEVEL', 'loud'],
    ['MONGODB_URI', 'localhost:27017'],
    ['MONGODB_URI', 'http://localhost'],
    ['MONGODB_URI', 'mongodb://'],
    ['MONGODB_URI', 'mongodb://me:p@ss@host/'],
    ['SLACK_API_URL', 'slack.com/api'],
    ['SLACK_API_URL', 'ftp://slack.com/api'],
    ['SLACK_API_URL', 'https://me:pw@gateway/api'],
    ['SLACK_BOT_TOKEN', '"xoxb-1"'],
  ])('%s=%s is malformed', (name, value) => {
    expect(namesOf({ ...SLACK, [name]: value })).toEqual([name]);
  });

  test.each([
    ['PORT', '0', { port: 0 }],
    ['PORT', ' 65535 ', { port: 65_535 }],
    ['LOG_LEVEL', 'DEBUG', { logLevel: 'debug' }],
    ['PUBLIC_URL', 'https://desk.example.com/', { publicUrl: 'https://desk.example.com' }],
    ['PUBLIC_URL', 'http://localhost:3000', { publicUrl: 'http://localhost:3000' }],
    ['DATA_DIR', '/var/lib/desk', { dataDir: '/var/lib/desk' }],
    ['MONGODB_URI', 'mongodb://a:1,b:2/?replicaSet=r', { mongodbUri: 'mongodb://a:1,b:2/?replicaSet=r' }],
    [
      'MONGODB_URI',
      'mongodb+srv://u:p%40@c.example.com/x',
      { mongodbUri: 'mongodb+srv://u:p%40@c.example.com/x' },
    ],
    ['MONGODB_URI', 'mongodb://[::1]:27017', { mongodbUri: 'mongodb://[::1]:27017' }],
  ])('%s=%s is fine', (name, value, expected) => {
    expect(readConfig({ ...SLACK, [name]: value })).toMatchObject(expected);
  });
});

test('all problems are told at once, each with a remedy, and no secret value among them', () => {
  const env = {
    PORT: 'port-value',
    HOST: 'host value',
    LOG_LEVEL: 'level-value',
    SLACK_BOT_TOKEN: 'xoxp-wrong-kind',
    SLACK_SIGNING_SECRET: 'has space',
    MONGODB_URI: 'mongodb://me:pass/word@host',
  };
  const problems = problemsOf(env);
  expect(problems.map(({ path }) => path).sort()).toEqual(Object.keys(env).sort());
  const message = new InputError(problems).message;
  for (const value of ['xoxp-wrong-kind', 'has space', 'pass/word']) expect(message).not.toContain(value);
  for (const line of message.split('\n')) expect(line).toMatch(/^environment: [A-Z_]+: .+\. .+\.$/);
});

test('the secrets of a config are those a log must hide', () => {
  expect(secretsOf(readConfig({ ...SLACK, SLACK_APP_TOKEN: 'xapp-2' }))).toEqual([
    ...Object.values(SLACK),
    'xapp-2',
  ]);
  expect(secretsOf(readConfig({}))).toEqual([]);
  const INTAKE_SECRET = 'x'.repeat(32);
  expect(readConfig({ INTAKE_SECRET })).toMatchObject({ intakeSecret: INTAKE_SECRET });
  expect(secretsOf(readConfig({ INTAKE_SECRET }))).toEqual([INTAKE_SECRET]);
});
