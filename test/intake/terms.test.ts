import { beforeEach, describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/errors.js';
import { intakeInteractions } from '../../src/intake/interactions.js';
import { type IntakeDeps, submitReferral } from '../../src/intake/submit-referral.js';
import type { ActionValue } from '../../src/messages/card.js';
import type { Form, FormValues } from '../../src/messages/form.js';
import { textValue } from '../../src/messages/form.js';
import type { Actor } from '../../src/people/actor.js';
import { whoIs } from '../../src/people/who-is.js';
import type { Program } from '../../src/program/program.js';
import type { Referral } from '../../src/referral/referral.js';
import { routeOrLeave } from '../../src/routing/placing.js';
import { termsAcceptanceStore } from '../../src/store/terms-acceptances.js';
import { wordsIn } from '../messages/words.js';
import { type Desk, openDesk } from '../people/desk.js';
import { identity, PEOPLE, PROGRAM } from '../people/people.js';
import { NOON } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { FILLED_IN } from './answers.js';

const database = await testDatabase();
const acceptances = termsAcceptanceStore(database.db);
const maya = PEOPLE['partner’s submitter'];
const jonas = PEOPLE['rep of the channel'];
const V1: Program = { ...PROGRAM, terms: { version: '1', text: 'Be kind.' } };
const V2: Program = { ...PROGRAM, terms: { version: '2', text: 'Be kinder.' } };

let desk: Desk;
let deps: IntakeDeps;
let forms = 0;
beforeEach(async () => {
  desk = await openDesk(database, V1);
  deps = { ...desk, route: routeOrLeave, vet: async () => [], acceptances };
});

/** Presses the pinned card. */
async function open(actor: Actor): Promise<Form> {
  const { actions } = intakeInteractions(deps);
  const start = actions.find(({ actionId }) => actionId === 'referral.start');
  const channel = { platform: 'slack', id: 'CFJORD' } as const;
  const reply = await start?.handle({ actionId: 'referral.start', value: {}, actor, channel, actKey: 'a' });
  if (reply?.kind !== 'form') throw new Error('No form was opened');
  return reply.form;
}

async function send(actor: Actor, form: Form, values: FormValues = {}, key?: string) {
  forms += 1;
  const whole = { ...FILLED_IN, ...values };
  const submissionKey = key ?? `V${forms}`;
  return submitReferral(deps, {
    formId: form.id,
    carried: form.carried,
    values: whole,
    actor,
    submissionKey,
  });
}

const box = (form: Form) => form.fields.find(({ key }) => key.startsWith('terms_'));
const all = async (): Promise<Referral[]> =>
  (await desk.referrals.page({ programId: PROGRAM.id, limit: 50 })).referrals;
async function only(): Promise<Referral> {
  const [one, ...more] = await all();
  expect(more).toEqual([]);
  return one as Referral;
}
async function kept() {
  const list = [];
  for await (const one of acceptances.all(PROGRAM.id)) list.push(one);
  return list;
}
function shownAgain(reply: Awaited<ReturnType<typeof send>>): Form {
  if (reply.kind !== 'form') throw new Error(`No form: ${JSON.stringify(reply)}`);
  return reply.form;
}

describe('given terms nobody has accepted', () => {
  test('the form has the box at its end, with the terms above it', async () => {
    const form = await open(maya);
    expect(form.fields.at(-1)).toMatchObject({
      key: 'terms_1',
      kind: 'checkbox',
      required: true,
      statement: 'I accept the program terms, version 1',
    });
    expect(wordsIn(form)).toContain('Program terms\nBe kind.');
  });

  test('ticked, it is kept once with version, time and person, and on the referral and in its history', async () => {
    await send(maya, await open(maya), { terms_1: 'true' });
    const referral = await only();
    expect(referral.terms).toEqual({ version: '1', by: maya.person, at: NOON });
    expect(referral.events[0]).toMatchObject({ type: 'submitted', terms: '1' });
    expect(await kept()).toEqual([
      {
        programId: PROGRAM.id,
        version: '1',
        by: maya.person,
        at: NOON,
        partner: { id: 'fjord', name: 'Fjord Consulting' },
        how: 'form',
      },
    ]);
  });

  test('unticked, the form stays with a word at the box beside everything else that is wrong', async () => {
    const reply = await send(maya, await open(maya), { company: '' });
    expect(reply.kind === 'errors' && Object.keys(reply.errors)).toEqual(['company', 'terms_1']);
    expect([await all(), await kept()]).toEqual([[], []]);
  });

  test('somebody nobody knows accepts as well', async () => {
    await send(PEOPLE.stranger, await open(PEOPLE.stranger), { terms_1: 'true' });
    expect((await only()).terms?.version).toBe('1');
    expect((await kept())[0]).not.toHaveProperty('partner');
  });

  test('sent by many deliveries at once, one acceptance and one referral', async () => {
    const form = await open(maya);
    await Promise.all([1, 2, 3, 4].map(() => send(maya, form, { terms_1: 'true' }, 'V-same')));
    expect([(await all()).length, (await kept()).length]).toEqual([1, 1]);
  });

  test('an acceptance of somebody else counts for them alone', async () => {
    await send(PEOPLE['partner’s colleague'], await open(PEOPLE['partner’s colleague']), { terms_1: 'true' });
    expect(box(await open(maya))).toBeDefined();
  });
});

test('when the referral cannot be stored, who ticked the box has accepted all the same and is not asked twice', async () => {
  const form = await open(maya);
  const down = async () => {
    throw new StoreUnavailable('down');
  };
  const broken = submitReferral(
    { ...deps, vet: down },
    {
      formId: form.id,
      carried: form.carried,
      values: { ...FILLED_IN, terms_1: 'true' },
      actor: maya,
      submissionKey: 'V-down',
    },
  );
  await expect(broken).rejects.toThrow(StoreUnavailable);
  expect([(await all()).length, (await kept()).length]).toEqual([0, 1]);
  await send(maya, form, {}, 'V-down');
  expect((await only()).terms).toMatchObject({ version: '1' });
});

test('while nobody can say whether they were accepted, the form opens with the box', async () => {
  const of = async () => {
    throw new StoreUnavailable('down');
  };
  deps = { ...deps, acceptances: { ...acceptances, of } };
  expect(box(await open(maya))).toBeDefined();
});

describe('given terms accepted before', () => {
  beforeEach(async () => {
    await send(maya, await open(maya), { terms_1: 'true' }, 'V-first');
    desk.pass(60);
  });

  test('nothing is asked, and the next referral says when they were accepted', async () => {
    const form = await open(maya);
    expect(box(form)).toBeUndefined();
    await send(maya, form, {}, 'V-second');
    const second = (await all()).find(({ submissionKey }) => submissionKey === 'V-second');
    expect(second?.terms).toEqual({ version: '1', by: maya.person, at: NOON });
  });

  test('they are asked again when they change, and both stay on record', async () => {
    await desk.apply(V2);
    const form = await open(maya);
    expect(box(form)?.key).toBe('terms_2');
    await send(maya, form, { terms_2: 'true' });
    expect((await kept()).map(({ version }) => version)).toEqual(['1', '2']);
  });
});

test('a contact with an account on each platform accepts once', async () => {
  const partners = V1.partners.map((one) =>
    one.id === 'fjord'
      ? { ...one, contacts: [{ name: 'Olga', accounts: { slack: 'UOLGA', teams: 'aad-olga' } }] }
      : one,
  );
  await desk.apply({ ...V1, partners });
  const program = { ...V1, partners };
  const onSlack = whoIs(identity({ userId: 'UOLGA', teamId: 'TELSE' }), program);
  const onTeams = whoIs(
    identity({ platform: 'teams', userId: 'aad-olga', teamId: 'elsewhere', homeTeamId: 'home' }),
    program,
  );
  await send(onTeams, await open(onTeams), { terms_1: 'true' });
  expect(box(await open(onSlack))).toBeUndefined();
});

describe('staff who write for a partner', () => {
  test('are not asked, and it is kept that it was on behalf', async () => {
    const form = await open(jonas);
    expect(box(form)).toBeUndefined();
    await send(jonas, form);
    expect((await only()).terms).toEqual({ version: '1', by: jonas.person, at: NOON, onBehalf: true });
    expect(await kept()).toEqual([]);
  });
});

test('a program without terms asks nothing and keeps nothing', async () => {
  await desk.apply(PROGRAM);
  const form = await open(maya);
  expect(box(form)).toBeUndefined();
  await send(maya, form);
  expect(await only()).not.toHaveProperty('terms');
});

describe('terms that change while a form is open', () => {
  const typed = { company: 'Typed & Kept GmbH', urgency: 'now', contact_phone: '+49 30 7654321' };

  test('the form comes again with everything typed and the box for the new version; then it is one referral', async () => {
    const first = await open(maya);
    await desk.apply(V2);
    const again = shownAgain(await send(maya, first, { ...typed, terms_1: 'true' }, 'V-open'));
    expect(await all()).toEqual([]);
    expect(JSON.stringify(again.intro)).toContain('The program terms have changed while you wrote.');
    expect(box(again)).toMatchObject({ key: 'terms_2' });
    expect(box(again)).not.toHaveProperty('initial');
    const start = Object.fromEntries(
      again.fields.map((field) => [field.key, 'initial' in field ? field.initial : undefined]),
    );
    for (const [key, value] of Object.entries({ ...FILLED_IN, ...typed }))
      expect(start[key], key).toBe(key === 'consent' ? true : textValue({ value }, 'value'));

    await send(maya, again, { ...typed, terms_2: 'true' }, 'V-again');
    const referral = await only();
    expect(referral).toMatchObject({
      submissionKey: 'V-open',
      prospect: { company: 'Typed & Kept GmbH' },
      terms: { version: '2' },
    });
    expect((await kept()).map(({ version }) => version)).toEqual(['2']);
  });

  test('also for whoever had accepted the earlier ones, and with mistakes told first', async () => {
    await send(maya, await open(maya), { terms_1: 'true' }, 'V-first');
    const form = await open(maya);
    await desk.apply(V2);
    expect((await send(maya, form, { company: '' })).kind).toBe('errors');
    expect(box(shownAgain(await send(maya, form)))?.key).toBe('terms_2');
  });

  test('twice: again, and the first key stays', async () => {
    const first = await open(maya);
    await desk.apply(V2);
    const second = shownAgain(await send(maya, first, { terms_1: 'true' }, 'V-open'));
    await desk.apply({ ...PROGRAM, terms: { version: '3', text: 'Be kindest.' } });
    const third = shownAgain(await send(maya, second, { terms_2: 'true' }));
    await send(maya, third, { terms_3: 'true' });
    expect(await only()).toMatchObject({ submissionKey: 'V-open', terms: { version: '3' } });
  });

  test('after it was stored, though its answer got lost: no second referral', async () => {
    const first = await open(maya);
    await send(maya, first, { terms_1: 'true' }, 'V-open');
    await desk.apply(V2);
    const again = shownAgain(await send(maya, first, { terms_1: 'true', problem: 'New words.' }, 'V-open'));
    await send(maya, again, { terms_2: 'true', problem: 'New words.' });
    const referral = await only();
    expect(referral.terms?.version).toBe('1');
    expect(referral.notes.map(({ text }) => text)).toEqual(['Problem to solve: New words.']);
  });

  test('terms that came meanwhile where there were none are asked for in other words', async () => {
    await desk.apply(PROGRAM);
    const form = await open(maya);
    await desk.apply(V1);
    const again = shownAgain(await send(maya, form));
    expect(JSON.stringify(again.intro)).toContain('The program has terms to accept before you refer.');
  });

  test('terms that were taken out meanwhile are asked for no more', async () => {
    const form = await open(maya);
    await desk.apply(PROGRAM);
    expect(await send(maya, form, { terms_1: 'true' })).toEqual({ kind: 'close' });
    expect(await only()).not.toHaveProperty('terms');
  });
});

describe('what the form shows of long terms', () => {
  const about = async (terms: Program['terms']) => {
    await desk.apply({ ...PROGRAM, terms });
    return wordsIn(await open(maya)).join(' ');
  };

  test('the beginning, and how to read them all', async () => {
    const words = await about({ version: '9', text: 'Long words. '.repeat(500) });
    expect(words).toContain('all of them by mentioning me with the word');
    expect(words.length).toBeLessThan(4_000);
  });

  test('a link where there is one', async () => {
    const form = { version: '9', text: 'Long words. '.repeat(500), url: 'https://n.example/terms' };
    expect(await about(form)).toContain('Open them in your browser');
  });
});

/** What a carried value must stay under, see Form. */
test('what the form carries stays small', async () => {
  const form = await open(maya);
  const carried: ActionValue = form.carried;
  expect(JSON.stringify({ ...carried, first: 'x'.repeat(100) }).length).toBeLessThan(2_500);
});
