import { describe, expect, test } from 'vitest';
import { CONSEQUENCES } from '../../src/referral/findings.js';
import { EARLIER, type Given, judged } from './facts.js';

/** Each rule where it holds for certain: given, its setting, what is said, and what follows by default. */
interface Case extends Given {
  rule: string;
  policy: (action: string) => object;
  says: string;
  byDefault: 'accept' | 'review' | 'reject';
}

const line = (serviceLineId: string) => ({ referral: { serviceLineId } });

const CASES: Record<string, Case> = {
  'the contact is whoever sent it': {
    rule: 'self_referral',
    contact: { email: 'Maya+work@Okafor.no' },
    known: { submitterEmail: 'maya@okafor.no' },
    policy: (action) => ({ selfReferral: { action } }),
    says: "The contact's e-mail address is that of Maya Okafor, who sent it.",
    byDefault: 'review',
  },
  'the contact is another of the partner’s people': {
    rule: 'self_referral',
    contact: { email: 'SAM@fjord.no' },
    policy: (action) => ({ selfReferral: { action } }),
    says: "The contact's e-mail address is that of one of Fjord Consulting AS's own contacts.",
    byDefault: 'review',
  },
  'the prospect has the partner’s domain': {
    rule: 'partner_company',
    prospect: { company: 'Somebody', domain: 'fjord.no' },
    policy: (action) => ({ partnerCompany: { action } }),
    says: 'Somebody seems to be Fjord Consulting AS itself: its domain is fjord.no.',
    byDefault: 'review',
  },
  'the prospect has our own domain': {
    rule: 'own_company',
    prospect: { company: 'Northgate', domain: 'northgate.io' },
    policy: (action) => ({ ownCompany: { ...(action ? { action } : {}), domains: ['www.northgate.io'] } }),
    says: 'Northgate seems to be our own company: its domain is northgate.io.',
    byDefault: 'reject',
  },
  'the contact has a free-mail address': {
    rule: 'free_mail',
    contact: { email: 'alex@Yahoo.co.uk' },
    policy: (action) => ({ freeMail: { action } }),
    says: "The contact's e-mail address is at yahoo.co.uk, where everybody can have one.",
    byDefault: 'accept',
  },
  'the contact has an address at a provider that the program names': {
    rule: 'free_mail',
    contact: { email: 'alex@mail.post.ch' },
    policy: (action) => ({ freeMail: { ...(action ? { action } : {}), domains: ['post.ch'] } }),
    says: "The contact's e-mail address is at mail.post.ch, where everybody can have one.",
    byDefault: 'accept',
  },
  'the contact’s address is made to be thrown away': {
    rule: 'disposable_mail',
    contact: { email: 'x@eu.mailinator.com' },
    policy: (action) => ({ disposableMail: { action } }),
    says: "The contact's e-mail address is at eu.mailinator.com, which gives addresses to be thrown away.",
    byDefault: 'review',
  },
  'the partner is paused': {
    rule: 'partner_not_active',
    partner: { paused: true },
    policy: (paused) => ({ partnerNotActive: { paused } }),
    says: 'Fjord Consulting AS is paused.',
    byDefault: 'accept',
  },
  'the partner is suspended': {
    rule: 'partner_not_active',
    partner: { standing: 'suspended', paused: true },
    policy: (suspended) => ({ partnerNotActive: { suspended } }),
    says: 'Fjord Consulting AS is suspended.',
    byDefault: 'review',
  },
  'the partner is not eligible': {
    rule: 'partner_not_active',
    partner: { standing: 'not_eligible' },
    policy: (notEligible) => ({ partnerNotActive: { notEligible } }),
    says: 'Fjord Consulting AS may not refer, by the program file.',
    byDefault: 'review',
  },
  'the partner has left': {
    rule: 'partner_not_active',
    partner: { ended: true, standing: 'suspended' },
    policy: (ended) => ({ partnerNotActive: { ended } }),
    says: 'Fjord Consulting AS has left the program.',
    byDefault: 'review',
  },
  'the partner has not signed what is demanded': {
    rule: 'unsigned_partner',
    settings: { agreement: { required: true } },
    policy: (action) => ({ agreement: { required: true, ...(action ? { action } : {}) } }),
    says: 'Fjord Consulting AS has not signed the agreement that the program demands.',
    byDefault: 'review',
  },
  'the need is not among the partner’s services': {
    rule: 'outside_service_lines',
    partner: { mayRefer: { serviceLines: ['mdr'] } },
    policy: (action) => ({ outsideServiceLines: { action } }),
    says: 'It is for Penetration testing, and Fjord Consulting AS may refer for Managed detection only.',
    byDefault: 'review',
  },
  'the prospect is not in the partner’s regions': {
    rule: 'outside_regions',
    partner: { mayRefer: { regions: ['uk'] } },
    policy: (action) => ({ outsideRegions: { action } }),
    says: 'It is for DACH, and Fjord Consulting AS may refer for United Kingdom only.',
    byDefault: 'review',
  },
  'the partner has sent as many as it may': {
    rule: 'period_cap',
    partner: { mayRefer: { atMost: 5 } },
    known: { fromPartner: 5 },
    policy: (action) => ({ periodCap: { action } }),
    says: 'Fjord Consulting AS has sent 5 referrals in November 2026 before this one, which is as many as it may.',
    byDefault: 'review',
  },
  'one person sends very many': {
    rule: 'too_many_in_short_time',
    known: { fromPerson: 30 },
    policy: (action) => ({ tooManyInShortTime: { action } }),
    says: 'Maya Okafor sent more than 30 referrals within 10 minutes.',
    byDefault: 'review',
  },
  'the same address was referred before': {
    rule: 'same_contact_again',
    known: { sameEmail: EARLIER },
    policy: (action) => ({ sameContactAgain: { action } }),
    says: 'A contact with the same e-mail address was referred on 3 November 2026 by Harbor: Acme GmbH (R-7K3M9Q).',
    byDefault: 'accept',
  },
};

describe.each(Object.entries(CASES))('given %s', (_given, { rule, policy, says, byDefault, ...given }) => {
  test.each(CONSEQUENCES)('when the program says %s, then that follows', (action) => {
    const found = judged({ ...given, settings: policy(action) });
    expect(found).toMatchObject([{ rule, kind: 'eligibility', outcome: action, staffText: says }]);
    // Nobody else's name or company, and nothing of what staff read.
    expect(found[0]?.partnerText).not.toMatch(/Harbor|R-7K3M9Q|Acme|Maya|Sam\b/);
    expect(found[0]?.partnerText).toMatch(/\.$/);
  });

  test(`when the program says nothing of it, then ${byDefault}`, () => {
    // Lists and demands stay: without them the rule says nothing at all.
    const settings = JSON.parse(JSON.stringify(policy(undefined as never)));
    expect(judged({ ...given, settings })).toMatchObject([{ rule, outcome: byDefault }]);
  });
});

test('given an ordinary referral, then no rule says anything', () => {
  expect(judged({})).toEqual([]);
  expect(judged({ partner: 'unknown' })).toEqual([]);
});

describe('given what is only likely, when the program rejects, then a person looks at it', () => {
  const LIKELY: Record<string, Given> = {
    'a contact at the partner’s domain': {
      contact: { email: 'new.colleague@mail.fjord.no' },
      settings: { selfReferral: { action: 'reject' } },
    },
    'a contact at the domain of whoever sent it': {
      contact: { email: 'new.colleague@fjordgroup.com' },
      known: { submitterEmail: 'maya@mail.fjordgroup.com' },
      settings: { selfReferral: { action: 'reject' } },
    },
    'a company at the domain of whoever sent it': {
      prospect: { company: 'Fjord Group', domain: 'fjordgroup.com' },
      known: { submitterEmail: 'maya@fjordgroup.com' },
      settings: { partnerCompany: { action: 'reject' } },
    },
    'a company of the partner’s name': {
      prospect: { company: 'FJORD consulting', domain: 'fjord-consulting.se' },
      settings: { partnerCompany: { action: 'reject' } },
    },
    'a company of our name': {
      prospect: { company: 'Northgate Security, Inc.', domain: 'northgate.us' },
      settings: { ownCompany: { names: ['Northgate Security'] } },
    },
    'a contact at our domain': {
      contact: { email: 'jo@northgate.io' },
      settings: { ownCompany: { domains: ['northgate.io'] } },
    },
    'a mail provider’s website': {
      prospect: { company: 'Web.de', domain: 'web.de' },
      settings: { freeMail: { action: 'reject' } },
    },
    'no service line at all': {
      partner: { mayRefer: { serviceLines: ['mdr'] } },
      referral: { serviceLineId: undefined } as never,
      settings: { outsideServiceLines: { action: 'reject' } },
    },
    'no region at all': {
      partner: { mayRefer: { regions: ['uk'] } },
      referral: { region: undefined } as never,
      settings: { outsideRegions: { action: 'reject' } },
    },
    'the same phone number': {
      known: { samePhone: EARLIER },
      settings: { sameContactAgain: { action: 'reject' } },
    },
  };
  test.each(Object.entries(LIKELY))('%s', (_what, given) => {
    expect(judged(given)).toMatchObject([{ outcome: 'review' }]);
  });
});

describe('given what only looks like it, then nothing is said', () => {
  const HARMLESS: Record<string, Given> = {
    'the partner’s domain is a free-mail one': { contact: { email: 'a@gmail.com' }, settings: {} },
    'the free-mail domain of whoever sent it': {
      contact: { email: 'b@web.de' },
      known: { submitterEmail: 'maya@web.de' },
    },
    'a colleague of ours who writes down what a partner said': {
      contact: { email: 'b@acme.com' },
      known: { submitterEmail: 'jonas@acme.com' },
      referral: { onBehalf: true },
    },
    'a domain in which the partner’s is contained': { prospect: { company: 'X', domain: 'notfjord.no' } },
    'domains of documentation': {
      partner: { domains: ['fjord.example.com'] },
      prospect: { company: 'X', domain: 'example.com' },
    },
    'an agreement in force, on its last day': {
      settings: { agreement: { required: true } },
      partner: { agreement: { signed: '2026-11-26', until: '2026-11-26' } },
    },
    'no agreement where none is demanded': { partner: { contacts: [] } },
    'one of several services': { partner: { mayRefer: { serviceLines: ['mdr', 'pentest'] } } },
    'one less than the cap': { settings: { periodCap: { atMost: 5 } }, known: { fromPartner: 4 } },
    'many, and no cap': { known: { fromPartner: 9_999 } },
    'a partner’s own larger number': {
      settings: { periodCap: { atMost: 1 } },
      partner: { mayRefer: { atMost: 6 } },
      known: { fromPartner: 5 },
    },
    'very many that staff wrote down': { known: { fromPerson: 500 }, referral: { onBehalf: true } },
    'very many of the landing form': {
      known: { fromPerson: 500 },
      referral: { submittedBy: { platform: 'system', userId: 'visitor', name: 'A visitor' } },
    },
    'a name of nothing but signs': {
      prospect: { company: '!!!', domain: 'acme.com' },
      partner: { name: '???' },
    },
  };
  test.each(Object.entries(HARMLESS))('%s', (_what, given) => {
    expect(judged(given).filter(({ rule }) => rule !== 'free_mail')).toEqual([]);
  });
});

test.each([
  ['2026-11-25T22:59:59Z', '2026-11-25', undefined],
  ['2026-11-25T23:00:00Z', '2026-11-25', 'had an agreement until 25 November 2026, and no new one.'],
])('an agreement ends with its last day in the program’s zone: %s', (at, until, says) => {
  const found = judged({
    settings: { agreement: { required: true } },
    partner: { agreement: { signed: '2025-01-01', until } },
    referral: { createdAt: new Date(at) },
  });
  expect(found[0]?.staffText).toBe(says && `Fjord Consulting AS ${says}`);
});

test('an agreement holds from its day on', () => {
  const partner = { agreement: { signed: '2026-12-01' } };
  expect(judged({ settings: { agreement: { required: true } }, partner })[0]?.staffText).toBe(
    'Fjord Consulting AS has an agreement only from 1 December 2026 on.',
  );
});

test('a cap names its period and when the next begins', () => {
  const settings = { periodCap: { atMost: 1, per: 'quarter' } };
  expect(judged({ settings, known: { fromPartner: 1 } })[0]?.partnerText).toBe(
    'You have sent one referral in the 4th quarter of 2026, as many as are agreed. Your next ones count again from 1 January 2027 on.',
  );
});

test('the earlier referral of the same contact is kept with the finding', () => {
  expect(judged({ known: { sameEmail: EARLIER } })[0]?.earlier).toEqual({
    referralId: EARLIER.referralId,
    reference: EARLIER.reference,
  });
});

test('several rules may hold at once, each told', () => {
  const all = judged({
    ...line('pentest'),
    contact: { email: 'a@mailinator.com' },
    partner: { standing: 'suspended' },
  });
  expect(all.map(({ rule }) => rule)).toEqual(['partner_not_active', 'disposable_mail']);
});
