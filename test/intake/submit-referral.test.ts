import { beforeEach, describe, expect, test } from 'vitest';
import { intakeInteractions } from '../../src/intake/interactions.js';
import { type IntakeDeps, submitReferral } from '../../src/intake/submit-referral.js';
import type { FormValues } from '../../src/messages/form.js';
import type { Actor } from '../../src/people/actor.js';
import { whoIs } from '../../src/people/who-is.js';
import type { Referral } from '../../src/referral/referral.js';
import { routeOrLeave } from '../../src/routing/placing.js';
import { termsAcceptanceStore } from '../../src/store/terms-acceptances.js';
import { partnerDetails } from '../../src/updates/show-referral.js';
import { type Desk, openDesk } from '../people/desk.js';
import { identity, PEOPLE, PROGRAM } from '../people/people.js';
import { JONAS, NOON } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { FILLED_IN } from './answers.js';

const database = await testDatabase();
const maya = PEOPLE['partner’s submitter'];
const jonas = PEOPLE['rep of the channel'];
let desk: Desk;
let deps: IntakeDeps;
let forms = 0;

beforeEach(async () => {
  desk = await openDesk(database, PROGRAM);
  deps = {
    ...desk,
    route: routeOrLeave,
    vet: async () => [],
    acceptances: termsAcceptanceStore(database.db),
  };
});

interface Sent {
  channel?: string | undefined;
  values?: FormValues;
  key?: string;
  partner?: string;
}

async function send(actor: Actor, { channel = 'CFJORD', values = {}, key, partner }: Sent = {}) {
  forms += 1;
  return submitReferral(deps, {
    formId: 'referral.submit',
    carried: {
      door: 'button',
      ...(channel ? { platform: 'slack', channel } : {}),
      ...(partner ? { partner } : {}),
    },
    values: { ...FILLED_IN, ...values },
    actor,
    submissionKey: key ?? `V${forms}`,
  });
}

async function all(): Promise<Referral[]> {
  return (await desk.referrals.page({ programId: PROGRAM.id, limit: 50 })).referrals;
}

async function only(): Promise<Referral> {
  const [referral, ...more] = await all();
  expect(more).toEqual([]);
  return referral as Referral;
}

const whispered = (reply: Awaited<ReturnType<typeof send>>) =>
  reply.kind === 'close' ? reply.afterwards?.card.summary : JSON.stringify(reply);

describe('a partner’s person in the partner’s channel', () => {
  test('one write stores it, routed, with its cards; nothing needs to be whispered', async () => {
    expect(whispered(await send(maya))).toBeUndefined();
    const referral = await only();
    expect(referral).toMatchObject({
      state: 'routed',
      version: 1,
      partner: { id: 'fjord', name: 'Fjord Consulting' },
      partnerChannel: { platform: 'slack', id: 'CFJORD' },
      onBehalf: false,
      route: { assignmentId: 'offensive', reason: 'The service line is Penetration testing.' },
      consent: { wordingVersion: '1', by: maya.person, at: NOON },
      createdAt: NOON,
    });
    expect(referral.events.map(({ type }) => type)).toEqual(['submitted', 'routed']);
    expect(referral.pending.map(({ template }) => template)).toEqual(['status-card', 'claim-card']);
  });

  test('sent twice, or by many deliveries at once, is one referral', async () => {
    await Promise.all([1, 2, 3, 4].map(() => send(maya, { key: 'V-same' })));
    await send(maya, { key: 'V-same' });
    const referral = await only();
    expect(referral.events).toHaveLength(2);
    expect(new Set(referral.pending.map(({ key }) => key)).size).toBe(referral.pending.length);
  });

  test('with something wrong stores nothing and says everything', async () => {
    const reply = await send(maya, { values: { website: 'acme', consent: undefined } });
    expect(reply.kind === 'errors' && Object.keys(reply.errors)).toEqual(['website', 'consent']);
    expect(await all()).toEqual([]);
  });

  test('in another partner’s channel is answered in its own', async () => {
    const reply = await send(maya, { channel: 'CDELTA' });
    expect((await only()).partnerChannel?.id).toBe('CFJORD');
    expect(whispered(reply)).toMatch(
      /^Acme GmbH is saved as R-\w{6} for Fjord Consulting\. Its card is in that partner's channel\.$/,
    );
  });

  test('whose partner has no channel any more is told so', async () => {
    await desk.apply({ ...PROGRAM, channels: PROGRAM.channels.filter(({ id }) => id !== 'fjord-channel') });
    expect(whispered(await send(maya))).toContain('Fjord Consulting has no channel yet');
    expect((await only()).partnerChannel).toBeUndefined();
  });

  test('without a rule that fits is kept, and the program managers are asked', async () => {
    await desk.apply({ ...PROGRAM, channels: PROGRAM.channels.filter(({ id }) => id !== 'cloud') });
    await send(maya, { values: { service_line: 'cloud' } });
    const referral = await only();
    expect(referral).toMatchObject({
      state: 'submitted',
      unmatched: expect.stringContaining('Cloud review'),
    });
    expect(referral.pending.map(({ template }) => template)).toEqual(['status-card', 'manager-decision']);
  });
});

describe('somebody nobody knows', () => {
  test('in a partner’s channel: kept, in review, and a program manager is asked', async () => {
    const reply = await send(PEOPLE.stranger);
    const referral = await only();
    expect(referral).toMatchObject({
      state: 'in_review',
      review: {
        kind: 'eligibility',
        why: 'USTRANGE sent this from the channel of Fjord Consulting but is not listed as one of its contacts.',
      },
    });
    expect(referral.partner).toBeUndefined();
    expect(referral.pending.map(({ template, to }) => `${template} ${to.kind}`)).toEqual([
      'review-card program_managers',
    ]);
    expect(whispered(reply)).toBe(
      `Thank you. Acme GmbH is saved as ${referral.reference}. Northwind does not know you as a contact yet, so a program manager looks at it first; you will hear back.`,
    );
  });

  test.each(['guest listed as rep', 'outsider listed as rep', 'colleague without a part'] as const)(
    'a %s is such a person too',
    async (person) => {
      await send(PEOPLE[person], { channel: undefined });
      expect((await only()).state).toBe('in_review');
    },
  );
});

describe('staff, for a partner', () => {
  test('in the partner’s channel need not say for whom', async () => {
    await send(jonas, { partner: 'fjord' });
    expect(await only()).toMatchObject({
      onBehalf: true,
      partner: { id: 'fjord' },
      submittedBy: { userId: 'UJONAS' },
    });
  });

  test('elsewhere say it, and are told where its card is', async () => {
    const reply = await send(jonas, { channel: 'COFFENSIVE', values: { for_partner: 'delta' } });
    expect(await only()).toMatchObject({ partner: { id: 'delta' }, partnerChannel: { id: 'CDELTA' } });
    expect(whispered(reply)).toContain('for Delta');
  });

  test.each([undefined, 'nobody', 'past'])(
    'for %s are asked again, with everything else that is wrong',
    async (partner) => {
      const values = { for_partner: partner, company: '' };
      const reply = await send(jonas, { channel: 'COFFENSIVE', values });
      expect(reply.kind === 'errors' && reply.errors).toEqual({
        company: 'Please fill this in; spaces alone do not count.',
        for_partner: 'Choose the partner this referral comes from.',
      });
    },
  );

  test('for whom the form was opened stays so when the channel becomes another partner’s meanwhile', async () => {
    const channels = PROGRAM.channels.map((one) =>
      one.id === 'fjord-channel' ? { ...one, partner: 'delta' } : one,
    );
    await desk.apply({ ...PROGRAM, channels });
    await send(jonas, { partner: 'fjord' });
    const referral = await only();
    expect(referral.partner?.id).toBe('fjord');
    expect(referral.partnerChannel).toBeUndefined();
  });

  test('whose partner has ended meanwhile is told at a field that is in the form', async () => {
    const partners = PROGRAM.partners.map((one) => (one.id === 'fjord' ? { ...one, ended: true } : one));
    await desk.apply({ ...PROGRAM, partners });
    const reply = await send(jonas, { partner: 'fjord' });
    expect(reply.kind === 'errors' && Object.keys(reply.errors)).toEqual(['company']);
  });
});

describe('the same form again with other words', () => {
  test('adds what was edited, once, and contact details only for staff', async () => {
    await send(maya, { key: 'V-same' });
    const edited = { problem: 'It goes live in March.', contact_phone: '+49 30 7654321' };
    for (let again = 0; again < 2; again += 1) await send(maya, { key: 'V-same', values: edited });
    const referral = await only();
    expect(referral.events.map(({ type }) => type)).toEqual(['submitted', 'routed', 'information_added']);
    expect(referral.events.at(-1)).toMatchObject({
      text: 'Phone: +49 30 7654321\nProblem to solve: It goes live in March.',
    });
    expect(referral.notes).toMatchObject([
      { audience: 'partner', text: 'Problem to solve: It goes live in March.' },
    ]);
    const seen = JSON.stringify(partnerDetails(referral, NOON));
    expect(seen).toContain('It goes live in March.');
    expect(seen).not.toContain('7654321');
  });

  test('edited twice adds twice', async () => {
    for (const problem of [FILLED_IN.problem, 'One.', 'Two.'])
      await send(maya, { key: 'V-same', values: { problem } });
    expect((await only()).notes.map(({ text }) => text)).toEqual([
      'Problem to solve: One.',
      'Problem to solve: Two.',
    ]);
  });

  test('after it was closed changes nothing, and is still answered well', async () => {
    await send(maya, { key: 'V-same' });
    const { id } = await only();
    await desk.referrals.change(id, (current) => ({
      after: { ...current, state: 'withdrawn', outcome: { state: 'withdrawn', at: NOON } },
      events: [{ id: 'w', type: 'withdrawn', at: NOON, by: JONAS, state: 'withdrawn' }],
      messages: [],
    }));
    expect(await send(maya, { key: 'V-same', values: { problem: 'Late.' } })).toEqual({ kind: 'close' });
    expect((await only()).notes).toEqual([]);
  });
});

describe('the doors', () => {
  const refer = (actor: Actor, changes: object = {}) => {
    const command = intakeInteractions(deps).commands.find(({ names }) => names.includes('refer'));
    return command?.handle({ name: 'refer', text: '', actor, canOpenForm: true, actKey: 'k', ...changes });
  };
  const formOf = async (reply: ReturnType<typeof refer>) => {
    const opened = await reply;
    if (opened?.kind !== 'form') throw new Error(`No form but ${opened?.kind}.`);
    return opened.form;
  };
  const initial = (form: Awaited<ReturnType<typeof formOf>>, key: string) => {
    const field = form.fields.find((one) => one.key === key);
    return field && 'initial' in field ? field.initial : undefined;
  };
  const in_ = (id: string) => ({ channel: { platform: 'slack', id } });

  test('the command starts with the company, the shortcut with the message', async () => {
    expect(initial(await formOf(refer(jonas, { text: ' Acme GmbH ' })), 'company')).toBe('Acme GmbH');
    const quoted = { text: 'x'.repeat(2000), id: '1' };
    const form = await formOf(refer(jonas, { quoted }));
    expect(form.carried.door).toBe('shortcut');
    expect(initial(form, 'problem')).toHaveLength(1500);
    expect(initial(form, 'problem')).toMatch(/x …$/);
    expect(initial(await formOf(refer(jonas, { text: 'x'.repeat(121) })), 'company')).toBeUndefined();
  });

  test('where no form can be opened at once there is a button for it', async () => {
    expect(await refer(maya, { canOpenForm: false })).toMatchObject({
      kind: 'private',
      card: { elements: [{}, { actions: [{ id: 'referral.start', value: { door: 'mention' } }] }] },
    });
  });

  test('the form names the partner of whom it will be, not the one whose channel it is', async () => {
    expect((await formOf(refer(maya, in_('CDELTA')))).carried.partner).toBe('fjord');
    expect((await formOf(refer(jonas, in_('CDELTA')))).carried.partner).toBe('delta');
    expect((await formOf(refer(PEOPLE.stranger, in_('CDELTA')))).carried.partner).toBeUndefined();
    const asked = await formOf(refer(jonas, in_('COFFENSIVE')));
    expect(asked.carried.partner).toBeUndefined();
    expect(asked.fields[0]?.key).toBe('for_partner');
  });

  test('somebody known only now is no stranger to the form they opened before', async () => {
    const known = whoIs(identity({ userId: 'UNEW', teamId: 'TFJORD' }), await desk.programs.current());
    await send(known);
    expect((await only()).partner?.id).toBe('fjord');
  });
});
