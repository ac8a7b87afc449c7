import type { ExampleData, Examples } from '../people/examples.js';
import type { ReferralPage } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { shareableText } from '../referral/shareable.js';
import { helpCard } from './help.js';
import { staffHome } from './home.js';
import { partnerList, staffList } from './list-referrals.js';
import { mutedCard, preferencesCard } from './set-preferences.js';
import { notesCard, partnerDetails, recordCard } from './show-referral.js';
import { ownStatusCard } from './status-card.js';

export const UPDATES_EXAMPLES: Examples = {
  cards: (data) => [...helpCards(data), ...listCards(data), ...recordCards(data), ...preferences()],
  homes: ({ program, actors, now, referral }) => {
    const late = { ...referral('routed'), claimBy: new Date(now.getTime() - 3_600_000) };
    const claims = [referral('accepted'), referral('meeting_scheduled')];
    const some = { mine: { referrals: claims, total: 2 }, queue: { referrals: [late], total: 1 } };
    const none = { referrals: [], total: 0 };
    return [
      { name: 'home/rep', card: staffHome(program, actors.staff, some, now) },
      {
        name: 'home/nothing to do',
        card: staffHome(program, actors.staff, { mine: none, queue: none }, now),
      },
      { name: 'home/without a part', card: helpCard(actors.stranger, program, false) },
    ];
  },
  openedFrom: {
    dispute: ({ referral }) => referral('rejected'),
    answer: ({ referral, actors, now }) => ({
      ...referral('accepted'),
      question: {
        text: shareableText('How many users has the portal?'),
        askedBy: actors.staff.person,
        at: now,
      },
    }),
  },
};

function helpCards({ program, actors }: ExampleData) {
  return [
    { name: 'help/partner', card: helpCard(actors.partner, program, true) },
    { name: 'help/staff', card: helpCard(actors.staff, program, false) },
    { name: 'help/stranger', card: helpCard(actors.stranger, program, false) },
    { name: 'help/no program', card: helpCard(actors.staff, undefined, false) },
  ];
}

function listCards({ program, actors, now, referral }: ExampleData) {
  const some: ReferralPage = {
    referrals: (['routed', 'claimed', 'won'] as const).map(referral),
    total: 12,
    next: 'cursor',
  };
  const none: ReferralPage = { referrals: [], total: 0 };
  const own = { kind: 'partner' } as const;
  return [
    { name: 'list/open', card: staffList(some, program, { kind: 'open' }) },
    { name: 'list/empty', card: staffList(none, program, { kind: 'mine' }) },
    { name: 'list/partner', card: partnerList(some, actors.partner, own, now) },
    { name: 'list/partner, empty', card: partnerList(none, actors.partner, own, now) },
  ];
}

function recordCards(data: ExampleData) {
  const { program, referral, now, partner } = data;
  return [
    { name: 'record/staff', card: recordCard(referral('meeting_held'), program) },
    { name: 'record/notes', card: notesCard(referral('meeting_held'), 0) },
    { name: 'record/partner', card: partnerDetails(referral('claimed'), now, true) },
    { name: 'record/qualified', card: recordCard(qualified(data), program) },
    { name: 'own/status', card: ownStatusCard(partner('claimed', true)) },
  ];
}

function preferences() {
  return [
    { name: 'preferences', card: preferencesCard(new Set(['claims'])) },
    { name: 'preferences/muted', card: mutedCard('follow_ups') },
  ];
}

/** Sent under the program terms, and qualified point by point. */
function qualified({ referral, actors, now }: ExampleData): Referral {
  const shown = referral('qualified');
  return {
    ...shown,
    terms: { version: '2026-01', by: shown.submittedBy, at: now },
    qualification: {
      criteria: [
        { id: 'fit', label: 'Their size or environment fits what we offer', met: true },
        { id: 'budget', label: 'There is a budget', met: false },
        { id: 'users', label: 'How many people work there', met: true, words: 'About 240' },
      ],
      by: actors.staff.person,
      at: now,
    },
  };
}
