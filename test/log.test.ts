import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../src/errors.js';
import { createLog, type Log } from '../src/log.js';

/** What a log wrote, as text and as objects. */
function recorded(act: (log: Log) => void, secrets: string[] = []): { text: string; lines: Line[] } {
  const written: string[] = [];
  act(createLog({ level: 'trace', secrets, destination: { write: (line) => written.push(line) } }));
  return { text: written.join(''), lines: written.map((line) => JSON.parse(line) as Line) };
}
type Line = Record<string, unknown>;

const PRIVATE = {
  email: 'dana@acme.example',
  phone: '+44 20 7946 0958',
  contact: { name: 'Dana Contact', role: 'CISO' },
  answers: [{ key: 'problem', label: 'Problem', value: 'our SOC burns', shown: 'our SOC burns' }],
};

const SECRETS = {
  token: 'xoxb-12-34-abcDEF',
  signingSecret: 'fedcba9876543210',
  authorization: 'Bearer xoxe.xoxp-1-Mi0y',
  mongodbUri: 'mongodb://desk:hunter2@db.example/?replicaSet=r',
};

const NEVER = /dana@|7946|Dana|CISO|burns|abcDEF|fedcba|Mi0y|hunter2/;

describe('what never reaches a log', () => {
  const details = { ...PRIVATE, ...SECRETS };

  test.each<[string, (log: Log) => void]>([
    ['at the top', (log) => log.info(details)],
    ['one level down', (log) => log.info({ referral: details })],
    ['many levels down and in lists', (log) => log.info({ a: { b: [{ c: [details] }] } })],
    ['in the bindings of a child', (log) => log.child({ details }).info('hello')],
    ['in the bindings of a child of a child', (log) => log.child({ a: 1 }).child(details).warn('hello')],
    ['hung on an error', (log) => log.error({ err: Object.assign(new Error('no'), { doc: details }) })],
    ['on an error as the only argument', (log) => log.error(Object.assign(new Error('no'), details))],
    ['in the cause of an error', (log) => log.error(new Error('no', { cause: new Error(SECRETS.token) }))],
  ])('%s', (_where, act) => {
    const { text, lines } = recorded(act);
    expect(lines).toHaveLength(1);
    expect(text).not.toMatch(NEVER);
  });

  test.each([
    'token xoxb-12-34-abcDEF given',
    'token xapp-1-A0-abcDEF given',
    'posted with Authorization: Bearer abcDEF12345',
    'connecting to mongodb://desk:hunter2@db.example/',
    'connecting to mongodb+srv://desk:p@hunter2@db.example/',
    'POST /api?token=abcDEF&x=1',
    'dana@acme.example could not be reached',
    'called +44 20 7946 0958',
    'E11000 duplicate key error collection: desk.x dup key: { name: "Dana" }',
    'Cast to ObjectId failed for value "our SOC burns" (type string)',
  ])('in a sentence: %s', (sentence) => {
    expect(recorded((log) => log.info(sentence)).text).not.toMatch(NEVER);
    expect(recorded((log) => log.error(new Error(sentence))).text).not.toMatch(NEVER);
  });

  test('a value known to be secret, wherever it stands', () => {
    const act = (log: Log) => log.info({ odd: ['prefix-s3cr3t/value-suffix'] }, 'and s3cr3t/value');
    expect(recorded(act).text).toContain('s3cr3t/value');
    expect(recorded(act, ['s3cr3t/value']).text).not.toContain('s3cr3t/value');
  });

  test('the name of a person, but not that of a program', () => {
    const { text } = recorded((log) => {
      log.info({ by: { platform: 'slack', userId: 'U1', name: 'Dana' } });
      log.info({ program: { id: 'p', name: 'Partners' } });
    });
    expect(text).not.toContain('Dana');
    expect(text).toContain('Partners');
    expect(text).toContain('U1');
  });

  test("a form's state goes, a referral's state stays", () => {
    const { text } = recorded((log) => log.info({ state: 'routed', view: { state: { typed: 'Dana' } } }));
    expect(text).toContain('"state":"routed"');
    expect(text).not.toContain('Dana');
  });
});

describe('what does reach it', () => {
  test('one JSON object a line, with level, time, ids and the reason of a failure', () => {
    const failure = new StoreUnavailable('The store did not answer', {
      cause: new Error('connection refused'),
    });
    const { lines } = recorded((log) =>
      log.child({ part: 'relay' }).error({ err: failure, referral: 'R-7K3M9Q' }, 'try again'),
    );
    expect(lines[0]).toMatchObject({
      level: 'error',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      part: 'relay',
      referral: 'R-7K3M9Q',
      msg: 'try again',
      err: {
        type: 'StoreUnavailable',
        message: 'The store did not answer',
        stack: expect.any(String),
        cause: { message: 'connection refused' },
      },
    });
  });

  test('nothing below the level', () => {
    const written: string[] = [];
    const log = createLog({ level: 'warn', destination: { write: (line) => written.push(line) } });
    log.info('quiet');
    log.warn('loud');
    expect(written).toHaveLength(1);
  });

  test('counts, instants and Slack timestamps stay readable', () => {
    const { lines } = recorded((log) =>
      log.info({ events: 3, at: new Date(0), ts: '1732190000.123456', ok: true }),
    );
    expect(lines[0]).toMatchObject({
      events: 3,
      at: '1970-01-01T00:00:00.000Z',
      ts: '1732190000.123456',
      ok: true,
    });
  });
});
