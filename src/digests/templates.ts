import type { Card } from '../messages/card.js';
import { readerTemplate, type Samples, staffTemplate, type Template } from '../program/template.js';
import { DAY_MS } from '../program/zone-days.js';
import { stepButtons } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';
import {
  morningSections,
  parkedSection,
  partnerSections,
  referralSection,
  rewardSection,
  type Section,
} from './content.js';
import { LINES_SHOWN } from './gather.js';
import { digestCard, type Heading, withheldDigest } from './messages.js';
import { REWARD_MATTERS } from './ports.js';

/** What digests are, as messages. What is in them is read when they are delivered: see show-digest.ts. */

const digest = readerTemplate('digest', (samples) => [
  { name: 'digest', card: managersExample(samples) },
  { name: 'digest/nothing', card: digestCard(heading('manager', samples), []) },
  { name: 'digest/withheld', card: withheldDigest(samples.program.name) },
]);

const morningList = readerTemplate('morning-list', (samples) => [
  { name: 'morning-list', card: digestCard(heading('rep', samples), repsExample(samples)) },
  { name: 'morning-list/nothing', card: digestCard(heading('rep', samples), []) },
]);

/** A program manager wants to know. */
const repAsked = staffTemplate<{ askedBy?: string; repId?: string }>(
  'rep-asked',
  ({ referral }, { askedBy = 'A program manager' }) => ({
    summary: `${askedBy} asks how ${referral.prospect.company} stands (${referral.reference})`,
    elements: [
      {
        kind: 'text',
        text: [
          `${askedBy} asks how `,
          { bold: referral.prospect.company },
          ` (${referral.reference}) stands. One press is enough.`,
        ],
      },
      {
        kind: 'actions',
        actions: stepButtons(referral, ['stillWorking', 'bookMeeting', 'disqualify', 'release']),
      },
    ],
  }),
  ({ staff }) => [{ context: staff('contacted'), facts: { askedBy: 'Priya Nair', repId: 'jonas' } }],
  ({ referral }, { repId }) => referral.claim?.repId === repId,
);

export const DIGEST_TEMPLATES: readonly Template[] = [digest, morningList, repAsked];

function heading(kind: 'manager' | 'rep', { program }: Samples): Heading {
  const rhythm = { every: 'daily', at: kind === 'rep' ? '08:30' : '09:00', day: 'mon' } as const;
  return { kind, key: `${kind}:somebody`, programName: program.name, rhythm };
}

/** Every section, each with more than is shown: the largest one there is. */
function managersExample(samples: Samples): Card {
  const { now, staff, program } = samples;
  const known = program.partners[0]?.id ?? '';
  const late = withAttention(staff('routed').referral, { dueBy: now });
  const quiet = withAttention(staff('contacted').referral, { quietSince: now });
  const asked = withAttention(staff('accepted').referral, { unansweredSince: now });
  const referral = { id: late.id, reference: late.reference, company: late.prospect.company };
  const parked = { template: 'loop-closed', reason: 'The channel has been archived.', at: now, referral };
  const waiting = {
    partnerId: known,
    company: late.prospect.company,
    reference: late.reference,
    ...{ amount: 125_000, currency: 'EUR', since: new Date(now.getTime() - 9 * DAY_MS), payBy: now },
  };
  const sections = [
    ...referralSection(
      'overdue',
      { found: [late, withAttention(staff('claimed').referral, { dueBy: now })], total: 14 },
      now,
    ),
    ...referralSection('quiet', { found: filled(quiet), total: 5 }, now),
    ...referralSection('review', { found: filled(staff('in_review').referral), total: 4 }, now),
    ...referralSection('unanswered', { found: filled(asked), total: 3 }, now),
    ...referralSection(
      'loops',
      { found: filled({ ...staff('won').referral, loop: { owedSince: now, open: true } }), total: 1_000 },
      now,
    ),
    ...REWARD_MATTERS.flatMap((matter) =>
      rewardSection(matter, { found: filled(waiting), total: 4 }, program, now),
    ),
    ...parkedSection({ found: [parked], total: 1 }),
    ...partnerSections(program, {
      joined: [{ partnerId: known, at: now }],
      dormant: [{ partnerId: known, at: now }],
    }),
  ];
  return digestCard(heading('manager', samples), sections);
}

function repsExample({ now, staff }: Samples): Section[] {
  const at = new Date(now.getTime() + 3_600_000);
  return morningSections(
    [
      withAttention(staff('claimed').referral, { dueBy: new Date(now.getTime() - 3_600_000) }),
      withAttention(staff('accepted').referral, { dueBy: at, unansweredSince: now }),
      { ...staff('meeting_scheduled').referral, meeting: { at } },
    ],
    now,
    'Europe/Berlin',
  );
}

function filled<One>(one: One): One[] {
  return Array.from({ length: LINES_SHOWN }, () => one);
}

function withAttention(referral: Referral, attention: NonNullable<Referral['attention']>): Referral {
  return { ...referral, attention };
}
