import { beforeEach, describe, expect, test } from 'vitest';
import { printingContacts } from '../../src/assemble/contact-prints.js';
import { checkEligibility } from '../../src/eligibility/check-eligibility.js';
import type { Window } from '../../src/eligibility/ports.js';
import { newReferralId } from '../../src/referral/reference.js';
import type { Referral } from '../../src/referral/referral.js';
import {
  ALONG,
  afterFilters,
  contactFilter,
  eligibilityReads,
  partnerFilter,
  personFilter,
} from '../../src/store/eligibility-reads.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { fingerprints } from '../../src/store/fingerprints.js';
import { profileStore } from '../../src/store/profiles.js';
import { referralCollection } from '../../src/store/referral-schema.js';
import { referralStore } from '../../src/store/referrals.js';
import { NOW, programOf } from '../eligibility/facts.js';
import { testDatabase } from './database.js';
import { exampleReferral } from './example-referral.js';

const database = await testDatabase();
await ensureIndexes(database);
const print = fingerprints(database.db, 'contacts');
const referrals = printingContacts(referralStore(database.connection), print);
const collection = referralCollection(database.connection);
const reads = eligibilityReads(database);

beforeEach(async () => {
  await collection.deleteMany({});
  await database.db.collection('profiles').deleteMany({});
});

const MAYA = { platform: 'slack', userId: 'UMAYA', teamId: 'T1', name: 'Maya Okafor' } as const;
const minutes = (count: number, from = NOW) => new Date(from.getTime() + count * 60_000);

function sent(at: Date, more: Partial<Referral> = {}): Referral {
  return exampleReferral({
    id: newReferralId(at),
    programId: 'p',
    partner: { id: 'fjord', name: 'Fjord' },
    submittedBy: MAYA,
    prospect: { company: 'Globex', domain: 'globex.com' },
    contact: { name: 'Hank', email: 'Hank+x@globex.com', phone: '+1 212 555 0123' },
    createdAt: at,
    ...more,
  });
}

async function stored(at: Date, more: Partial<Referral> = {}): Promise<Referral> {
  return (await referrals.insert(sent(at, more))).referral;
}

const rulesOf = async (referral: Referral, settings: object = {}, partner: object = {}) =>
  (await checkEligibility({ reads, print }, { program: programOf(settings, partner), referral })).map(
    ({ rule }) => rule,
  );

describe('the same contact', () => {
  test('is found by any spelling of its address, or by its number, whoever referred it', async () => {
    const earlier = await stored(minutes(-60), { partner: { id: 'harbor', name: 'Harbor' } });
    const again = sent(NOW, { contact: { name: 'H.', email: 'hank@GLOBEX.com' } });
    const [finding] = await checkEligibility({ reads, print }, { program: programOf(), referral: again });
    expect(finding).toMatchObject({
      rule: 'same_contact_again',
      earlier: { referralId: earlier.id, reference: earlier.reference },
    });
    expect(finding?.staffText).toContain(`by Harbor: Globex (${earlier.reference})`);
    expect(await rulesOf(sent(NOW, { contact: { name: 'H.', phone: '(212) 555-0123' } }))).toEqual([
      'same_contact_again',
    ]);
    expect(await rulesOf(sent(NOW, { contact: { name: 'H.', email: 'other@globex.com' } }))).toEqual([]);
  });

  test('arrived twice by the same form does not count itself', async () => {
    const first = await stored(NOW);
    expect(await rulesOf(first)).toEqual([]);
    expect(await rulesOf(sent(minutes(1), { submissionKey: first.submissionKey }))).toEqual([]);
  });

  test('does not count what was withdrawn, came later, is another program’s, or is too old', async () => {
    await stored(minutes(-5), { state: 'withdrawn' });
    await stored(minutes(5));
    await stored(minutes(-5), { programId: 'other' });
    await stored(new Date('2026-11-19T22:59:59Z'));
    const days = (withinDays: number) => rulesOf(sent(NOW), { sameContactAgain: { withinDays } });
    expect(await days(7)).toEqual([]);
    expect(await days(8)).toEqual(['same_contact_again']);
  });

  test('is kept as keyed hashes beside the answers, and another database has others', async () => {
    const { contactPrints } = await stored(NOW);
    expect(contactPrints).toHaveLength(2);
    expect(contactPrints?.join()).not.toMatch(/hank|globex|212/i);
    expect((await referrals.byId((await stored(minutes(1))).id))?.contactPrints).toEqual(contactPrints);
    expect(await stored(NOW, { contact: { name: 'Nobody' } })).not.toHaveProperty('contactPrints');
  });
});

describe('a cap', () => {
  test('counts the partner’s month in the program’s zone, without what was rejected or withdrawn', async () => {
    const contact = { name: 'Nobody' };
    await stored(new Date('2026-10-31T22:59:59Z'), { contact }); // still October in Berlin
    await stored(new Date('2026-10-31T23:00:00Z'), { contact });
    await stored(minutes(-60), { contact, state: 'rejected' });
    await stored(minutes(-60), { contact, state: 'withdrawn' });
    await stored(minutes(-60), { contact, partner: { id: 'harbor', name: 'Harbor' } });
    const capped = (atMost: number) => rulesOf(sent(NOW, { contact }), { periodCap: { atMost } });
    expect(await capped(2)).toEqual([]);
    expect(await capped(1)).toEqual(['period_cap']);
    expect(await rulesOf(sent(NOW, { contact }), {}, { mayRefer: { atMost: 1 } })).toEqual(['period_cap']);
    const own = await stored(NOW, { contact });
    expect(await rulesOf(own, { periodCap: { atMost: 2 } })).toEqual([]);
  });
});

describe('many in a short time', () => {
  const settings = { tooManyInShortTime: { atMost: 2, withinMinutes: 10 } };
  const contact = { name: 'Nobody' };

  test('are counted by person, for themselves, to the millisecond', async () => {
    await stored(minutes(-10), { contact });
    await stored(minutes(-1), { contact });
    await stored(minutes(-1), { contact, submittedBy: { ...MAYA, userId: 'USAM' } });
    await stored(minutes(-1), { contact, onBehalf: true });
    expect(await rulesOf(sent(NOW, { contact }), settings)).toEqual(['too_many_in_short_time']);
    const aMomentLater = new Date(NOW.getTime() + 1);
    expect(await rulesOf(sent(aMomentLater, { contact }), settings)).toEqual([]);
  });

  test('twenty at once: each that is stored counts for the next', async () => {
    await Promise.all(Array.from({ length: 20 }, () => stored(NOW, { contact })));
    expect(await rulesOf(sent(NOW, { contact }), settings)).toEqual(['too_many_in_short_time']);
  });
});

test('a contact is one’s own by the address that the platform knows', async () => {
  const profiles = profileStore(database.db);
  const known = { platform: 'slack', teamId: 'T1', name: 'X', fetchedAt: NOW } as const;
  await profiles.put({ ...known, userId: 'UMAYA', email: 'maya@home.no' });
  await profiles.put({ ...known, userId: 'UKIM', email: 'kim@away.no' });
  const to = (email: string) => sent(NOW, { contact: { name: 'X', email } });
  expect(await rulesOf(to('Maya@home.no'))).toEqual(['self_referral']);
  const own = sent(NOW, { contact: { name: 'X' }, prospect: { company: 'Y', domain: 'home.no' } });
  expect(await rulesOf(own)).toEqual(['partner_company']);
  const contacts = [{ name: 'Kim', accounts: { slack: 'UKIM' } }];
  expect(await rulesOf(to('kim@away.no'), {}, { contacts })).toEqual(['self_referral']);
  expect(await rulesOf(to('kim@away.no'))).toEqual([]);
});

test('every question goes along an index', async () => {
  const attribution = { address: 'hash' } as Referral['attribution'];
  const window: Window = {
    programId: 'p',
    from: minutes(-10),
    until: NOW,
    before: 'f'.repeat(24),
    except: 'view',
  };
  const plans = [
    [ALONG.contact, contactFilter('print', window), { createdAt: -1 }],
    [ALONG.partner, partnerFilter('fjord', window), {}],
    [ALONG.person, personFilter(MAYA, window), {}],
    ...afterFilters(sent(NOW, { contactPrints: ['print'], attribution }), minutes(60)).map(
      ([hint, filter]) => [hint, filter, {}] as const,
    ),
  ] as const;
  expect(plans).toHaveLength(7);
  for (const [hint, filter, sort] of plans) {
    const plan = await collection.find(filter).sort(sort).hint(hint).explain();
    const text = JSON.stringify(plan.queryPlanner.winningPlan);
    // Bounded by what was asked for, not walked from end to end.
    expect(text).not.toContain('["[MinKey, MaxKey]"]}');
    expect(text).toContain('IXSCAN');
    expect(text).not.toMatch(/COLLSCAN|"SORT"/);
  }
});
