import { beforeEach, describe, expect, test } from 'vitest';
import { buildCore, type Core } from '../../src/assemble/core.js';
import { interactionDeps } from '../../src/assemble/interaction-deps.js';
import { jobHandlers } from '../../src/assemble/job-handlers.js';
import { countingRules } from '../../src/assemble/vetting.js';
import { createMetrics } from '../../src/http/metrics.js';
import { fileFromLanding } from '../../src/intake/landing-form.js';
import { type IntakeDeps, submitReferral } from '../../src/intake/submit-referral.js';
import { createLog } from '../../src/log.js';
import type { FormValues } from '../../src/messages/form.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import { sweepProtection } from '../../src/protection/sweep-protection.js';
import { partnerView } from '../../src/referral/partner-view.js';
import type { Referral } from '../../src/referral/referral.js';
import { FILLED_IN } from '../intake/answers.js';
import { openDesk } from '../people/desk.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { actOf, DO, JONAS, minutesAfter, NOON } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

/** One partner, the same company or too many, in the very same instant: nobody sees the others before all are stored. */

const database = await testDatabase();
let now = NOON;
let core: Core;
let deps: IntakeDeps;
let errors: string[] = [];
let forms = 0;

const programWith = (changes: object): Program => definitionSchema.parse({ ...PROGRAM, ...changes });

async function open(program: Program = PROGRAM): Promise<void> {
  await openDesk(database, program);
  errors = [];
  core = buildCore({
    store: database,
    clock: { now: () => now },
    log: createLog({ level: 'error', destination: { write: (line) => void errors.push(line) } }),
    metrics: createMetrics(),
    senders: {},
    person: async () => undefined,
    pageUrl: () => undefined,
    outbox: { selfDriving: false },
  });
  deps = interactionDeps(core, () => {});
}

beforeEach(async () => {
  now = NOON;
  await open();
});

/** Every rule is asked before anything is stored. */
function neitherSeesTheOther(count: number): IntakeDeps {
  let asked = 0;
  let release = () => {};
  const all = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    ...deps,
    vet: async (referral, program) => {
      const found = await deps.vet(referral, program);
      asked += 1;
      if (asked === count) release();
      await all;
      return found;
    },
  };
}

const maya = PEOPLE['partner’s submitter'];
const send = (values: FormValues = {}, using = deps) => {
  forms += 1;
  return submitReferral(using, {
    formId: 'referral.submit',
    carried: { door: 'button', platform: 'slack', channel: 'CFJORD' },
    values: { ...FILLED_IN, ...values },
    actor: maya,
    submissionKey: `V${forms}`,
  });
};

async function sendTogether(all: FormValues[]): Promise<void> {
  const using = neitherSeesTheOther(all.length);
  const replies = await Promise.all(all.map((values) => send(values, using)));
  expect(replies.map(({ kind }) => kind)).toEqual(all.map(() => 'close'));
}

const different = (count: number): FormValues[] =>
  Array.from({ length: count }, (_, index) => ({
    company: `${['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'][index]} AG`,
    website: `${['alder', 'birch', 'cedar', 'dogwood', 'elm'][index]}.com`,
    contact_email: `kim@${['alder', 'birch', 'cedar', 'dogwood', 'elm'][index]}.com`,
    contact_phone: `+49 30 55${index}43${index}1`,
  }));

async function all(): Promise<Referral[]> {
  const { referrals } = await core.deps.referrals.page({ programId: PROGRAM.id, limit: 50 });
  return referrals.toReversed();
}
const states = async () => (await all()).map(({ state }) => state);
const sweep = async () => {
  now = new Date(now.getTime() + 1_000);
  await jobHandlers(core, {}).sweepProtection();
};
const typesOf = ({ events }: Referral) => events.map(({ type }) => type);

describe('one partner sends one company twice in one instant', () => {
  test('the earlier stands, the later is reviewed in the words of its rule, once', async () => {
    await sendTogether([{}, {}]);
    expect(await states()).toEqual(['routed', 'routed']);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    const [first, second] = (await all()) as [Referral, Referral];
    expect([first.state, second.state]).toEqual(['routed', 'in_review']);
    expect(first.findings).toBeUndefined();
    expect(second.findings).toMatchObject([
      {
        rule: 'duplicate_own',
        outcome: 'review',
        earlier: { referralId: first.id, reference: first.reference },
      },
      { rule: 'same_contact_again', outcome: 'accept' },
    ]);
    expect(typesOf(second)).toEqual(['submitted', 'routed', 'sent_to_review']);
    expect(partnerView(second, now).next.text).toContain('You have referred this company before.');
    expect(second).not.toHaveProperty('protection');
    const told = second.pending.map(({ template }) => template);
    expect(told).toEqual(
      expect.arrayContaining(['status-card', 'claim-card', 'review-card', 'staff-update']),
    );
    expect(errors).toEqual([]);
  });

  test('is turned down where the program says so, and the partner hears why', async () => {
    await open(programWith({ protection: { actions: { own: 'reject' } } }));
    await sendTogether([{}, {}, {}]);
    await sweep();
    expect(await states()).toEqual(['routed', 'rejected', 'rejected']);
    const [, second] = (await all()) as [Referral, Referral];
    expect(second.outcome).toMatchObject({ reason: 'duplicate' });
    expect(second.outcome?.shareableText).toContain('You have referred this company before.');
    expect(second.pending.map(({ template }) => template)).toContain('loop-closed');
  });

  test('killed before it is written, it is found again', async () => {
    await sendTogether([{}, {}]);
    const dying = {
      ...core.deps,
      ...core.rivals,
      crediting: core.crediting,
      counting: countingRules(core),
      onError: () => {},
      referrals: { ...core.deps.referrals, changeAll: () => Promise.reject(new Error('killed')) },
    };
    now = minutesAfter(0.1);
    await expect(sweepProtection(dying)).rejects.toThrow('killed');
    expect(await states()).toEqual(['routed', 'routed']);
    now = minutesAfter(5);
    await sweep();
    expect(await states()).toEqual(['routed', 'in_review']);
  });

  test('claimed meanwhile it is taken back; accepted it goes on, and its rep and their colleagues are told', async () => {
    await sendTogether([{}, {}, {}]);
    const [, claimed, accepted] = (await all()) as [Referral, Referral, Referral];
    const act = async (id: string, verb: 'claim' | 'accept') =>
      core.deps.referrals.change(id, (current) => ({
        ...(DO[verb](current, actOf(JONAS, { at: now })) as NonNullable<ReturnType<(typeof DO)['claim']>>),
        messages: [],
      }));
    await act(claimed.id, 'claim');
    await act(accepted.id, 'claim');
    await act(accepted.id, 'accept');
    await sweep();
    expect(await states()).toEqual(['routed', 'in_review', 'accepted']);
    const [, second, third] = (await all()) as [Referral, Referral, Referral];
    expect(second.claim).toBeUndefined();
    expect(third.findings).toMatchObject([{ rule: 'duplicate_own' }, { rule: 'same_contact_again' }]);
    expect(third.events.at(-1)).toMatchObject({ type: 'found_late', stops: true });
    expect(third.pending.filter(({ template }) => template === 'staff-update')).toHaveLength(1);
  });

  test('the later one is found also when it was looked at before the earlier could be seen', async () => {
    now = minutesAfter(0.001);
    await send();
    await sweep();
    expect(await states()).toEqual(['routed']);
    now = NOON;
    await send();
    expect(await states()).toEqual(['routed', 'routed']);
    now = minutesAfter(0.1);
    await sweep();
    expect(await states()).toEqual(['routed', 'in_review']);
    expect(errors).toEqual([]);
  });
});

describe('more than a partner or a person may send, in one instant', () => {
  test.each([
    ['review', 'in_review'],
    ['reject', 'rejected'],
  ] as const)('over the cap of the month: %s', async (action, state) => {
    await open(programWith({ eligibility: { periodCap: { action, atMost: 2 } } }));
    await sendTogether(different(4));
    expect(await states()).toEqual(['routed', 'routed', 'routed', 'routed']);
    await sweep();
    await sweep();
    expect(await states()).toEqual(['routed', 'routed', state, state]);
    for (const referral of (await all()).slice(2)) {
      expect(referral.findings).toMatchObject([{ rule: 'period_cap' }]);
      expect(JSON.stringify(partnerView(referral, now))).toContain('as many as are agreed');
    }
  });

  test('over the cap by one that was stored late', async () => {
    await open(programWith({ eligibility: { periodCap: { atMost: 1 } } }));
    now = minutesAfter(0.001);
    await send(different(2)[1]);
    await sweep();
    now = NOON;
    await send(different(1)[0]);
    now = minutesAfter(0.1);
    await sweep();
    expect(await states()).toEqual(['routed', 'in_review']);
  });

  test('too many in a short time', async () => {
    await open(programWith({ eligibility: { tooManyInShortTime: { atMost: 3, withinMinutes: 10 } } }));
    await sendTogether(different(5));
    await sweep();
    expect(await states()).toEqual(['routed', 'routed', 'routed', 'in_review', 'in_review']);
  });

  test('by the landing form from one network address', async () => {
    const using = neitherSeesTheOther(4);
    const program = (await core.programs.current()) as Program;
    await Promise.all(
      different(4).map((values) => {
        forms += 1;
        return fileFromLanding(using, {
          program,
          partner: { id: 'fjord', name: 'Fjord Consulting' },
          values: { ...FILLED_IN, ...values },
          door: 'landing',
          submissionKey: `L${forms}`,
          consent: { version: '1', wording: 'Yes.' },
          arrival: { code: 'FJORD', address: 'hash' },
        });
      }),
    );
    await sweep();
    expect(await states()).toEqual(['routed', 'routed', 'in_review', 'in_review']);
    expect((await all())[3]?.findings).toMatchObject([{ rule: 'same_address' }]);
  });
});
