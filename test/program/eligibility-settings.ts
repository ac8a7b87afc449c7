import fc from 'fast-check';

/** What a program file may say about which referrals count, for programs made at random. */

const action = fc.constantFrom('accept', 'review', 'reject');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const domains = fc.subarray(['post.example', 'a-b.c.example']);
const rule = fc.record({ action });
const most = fc.integer({ min: 1, max: 1000 });

/** Of the program itself. */
export const eligibility = fc.record({
  selfReferral: rule,
  partnerCompany: rule,
  ownCompany: fc.record({ action, domains, names: fc.subarray(['Northgate', 'null']) }),
  freeMail: fc.record({ action, domains }),
  disposableMail: fc.record({ action, domains }),
  partnerNotActive: fc.record({ paused: action, suspended: action, notEligible: action, ended: action }),
  agreement: fc.record({ required: fc.boolean(), action }),
  outsideServiceLines: rule,
  outsideRegions: rule,
  periodCap: fc.record({ action, per: fc.constantFrom('month', 'quarter'), atMost: optional(most) }),
  tooManyInShortTime: fc.record({ action, atMost: most, withinMinutes: most }),
  sameContactAgain: fc.record({ action, withinDays: most }),
});

/** Of one partner, but for what refers to other entries. */
export const eligiblePartner = {
  standing: optional(fc.constantFrom('suspended', 'not_eligible')),
  agreement: optional(
    fc.record({ signed: fc.constant('2025-03-01'), until: optional(fc.constant('2027-02-28')) }),
  ),
  mayRefer: optional(fc.record({ atMost: optional(most) })),
};
