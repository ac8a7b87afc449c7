import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { planNudge } from '../../src/assemble/nudge-planner.js';
import { scheduler } from '../../src/assemble/schedule.js';
import type { ScheduleRecords } from '../../src/cli/schedule/ports.js';
import { inOrder, type ScheduleRow } from '../../src/cli/schedule/schedule-row.js';
import { addBusinessHours } from '../../src/program/business-time.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { referralIn } from '../referral/referrals.js';

const triage = { platform: 'slack', id: 'C0TRIAGE' } as const;
const partnerChannel = { platform: 'slack', id: 'C0PARTNER' } as const;

/** A vendor in Berlin with people and a partner all over the world. */
const PROGRAM: Program = definitionSchema.parse({
  id: 'p',
  name: 'Partners',
  timeZone: 'Europe/Berlin',
  holidays: { country: 'DE' },
  reminders: { reassignments: 3 },
  programManagers: [
    {
      id: 'priya',
      name: 'Priya',
      accounts: { slack: 'U0PRIYA' },
      timeZone: 'America/Los_Angeles',
      holidays: { country: 'US' },
    },
  ],
  reps: [
    { id: 'jonas', name: 'Jonas Weber', accounts: { slack: 'U0JONAS' } },
    {
      id: 'lena',
      name: 'Lena Fischer',
      accounts: { slack: 'U0LENA' },
      timeZone: 'America/New_York',
      holidays: { country: 'US' },
    },
    { id: 'tom', name: 'Tom Ashby', accounts: { slack: 'U0TOM' }, timeZone: 'Asia/Dubai' },
  ],
  partners: [{ id: 'pat', name: 'Pat & Co', timeZone: 'Asia/Kathmandu', holidays: { country: 'NP' } }],
  channels: [
    { kind: 'partner', id: 'pats', channel: partnerChannel, partner: 'pat' },
    { kind: 'triage', id: 'triage', channel: triage, default: true },
  ],
  digests: { programManagers: { every: 'weekly' }, reps: { every: 'off' } },
});
/** A Tuesday, 10:00 in Berlin. */
const NOW = new Date('2026-11-24T09:00:00.000Z');
const UNTIL = new Date('2027-01-31T23:00:00.000Z');

function planned(id: string, referral: Referral, program = PROGRAM): Referral {
  const route = { assignmentId: 'triage', channel: triage, reason: 'r', at: NOW };
  const whole: Referral = {
    ...referral,
    ...{
      id: id.padStart(24, '0'),
      reference: `R-${id}`,
      programId: 'p',
      partner: { id: 'pat', name: 'Pat & Co' },
    },
    ...{ partnerChannel, route, events: [], declinedBy: [], stateSince: NOW },
  };
  return { ...whole, nudge: planNudge(whole, program) };
}

const claim = {
  ...{ repId: 'lena', repName: 'Lena Fischer', at: NOW },
  acceptBy: addBusinessHours(PROGRAM, NOW, 8),
  contactBy: addBusinessHours(PROGRAM, NOW, 24),
};
const REFERRALS = [
  planned('1', referralIn('routed', { claimBy: addBusinessHours(PROGRAM, NOW, 4) })),
  planned('2', referralIn('claimed', { claim })),
  planned('3', referralIn('accepted', { claim })),
  planned('4', referralIn('contacted', { claim: { ...claim, repId: 'tom', repName: 'Tom Ashby' } })),
  planned(
    '5',
    referralIn('meeting_scheduled', { claim, meeting: { at: new Date('2026-12-03T20:00:00.000Z') } }),
  ),
  // A Sunday.
  planned('6', referralIn('nurture', { wakeAt: new Date('2026-12-13T08:00:00.000Z') })),
  planned(
    '7',
    referralIn('contacted', {
      claim,
      question: { text: shareableText('Which cloud?'), askedBy: referralIn('routed').submittedBy, at: NOW },
    }),
  ),
];

/** Nothing has happened yet. */
const NOTHING: ScheduleRecords = {
  referrals: [],
  mutes: { mutes: async () => new Set() },
  partnerRecords: new Map(),
  histories: new Map(),
  readers: [],
  waiting: [],
  pending: [],
  owed: [],
  fates: new Map(),
  about: new Map(),
};

async function plan(
  records: Partial<ScheduleRecords>,
  program = PROGRAM,
  until = UNTIL,
): Promise<ScheduleRow[]> {
  return inOrder(await scheduler.plan(program, { ...NOTHING, ...records }, NOW, until));
}

const of = (rows: readonly ScheduleRow[], reference: string) =>
  rows
    .filter(({ subject }) => subject === `referrals/R-${reference}`)
    .map(
      ({ at, zone, kind, channel }) =>
        `${DateTime.fromJSDate(at, { zone }).toFormat('ccc dd.MM. HH:mm')} ${kind} ${channel}`,
    );

describe('what becomes of referrals though nobody acts', () => {
  test('is what the sweeps do, to the end of the ladder', async () => {
    const rows = await plan({ referrals: REFERRALS });
    expect(of(rows, '1').slice(0, 3)).toEqual([
      'Tue 24.11. 12:00 claim_reminder slack C0TRIAGE',
      'Tue 24.11. 13:12 claim_reminder slack C0TRIAGE',
      'Tue 24.11. 14:00 reassignment slack C0TRIAGE',
    ]);
    const kinds = (reference: string) =>
      new Set(rows.filter(({ subject }) => subject === `referrals/R-${reference}`).map(({ kind }) => kind));
    expect(kinds('2')).toContain('accept_reminder');
    expect(kinds('2')).toContain('reassignment');
    expect(kinds('2')).toContain('escalation');
    expect(kinds('3')).toEqual(new Set(['contact_reminder', 'contact_overdue', 'follow_up', 'escalation']));
    expect(kinds('4')).toEqual(new Set(['follow_up', 'escalation']));
    expect(kinds('5')).toEqual(new Set(['meeting_follow_up', 'follow_up', 'escalation']));
    expect(kinds('7')).toEqual(new Set(['follow_up', 'question_reminder', 'question_overdue', 'escalation']));
  });

  test('what was put off to a Sunday comes back on Monday, and then nobody claims it', async () => {
    const rows = of(await plan({ referrals: REFERRALS }), '6');
    expect(rows.slice(0, 2)).toEqual([
      'Mon 14.12. 13:45 wake_up slack C0PARTNER',
      'Mon 14.12. 09:00 wake_up slack C0TRIAGE',
    ]);
    expect(rows.filter((row) => row.includes('claim_reminder'))).toHaveLength(2);
    expect(rows.at(-1)).toContain('escalation');
  });

  test('disturbs nobody: neither at night nor on a day off, wherever they are', async () => {
    const rows = await plan({ referrals: REFERRALS });
    expect(new Set(rows.map(({ zone }) => zone))).toEqual(
      new Set(['Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'Asia/Dubai', 'Asia/Kathmandu']),
    );
    const countries: Record<string, string> = {
      'Asia/Kathmandu': 'NP',
      'Europe/Berlin': 'DE',
      'Asia/Dubai': 'DE',
    };
    for (const { at, zone, kind } of rows) {
      const local = DateTime.fromJSDate(at, { zone });
      const said = `${kind} at ${local.toISO()}`;
      expect(local.weekday, said).toBeLessThanOrEqual(5);
      expect(local.toFormat('HH:mm') >= '09:00' && local.toFormat('HH:mm') < '17:00', said).toBe(true);
      const holidays = new Holidays(countries[zone] ?? 'US', { types: ['public'], timezone: zone });
      expect(holidays.isHoliday(at), said).toBe(false);
    }
  });

  test('is the same each time, and changes nothing of what it starts from', async () => {
    const before = structuredClone(REFERRALS);
    const rows = await plan({ referrals: REFERRALS });
    expect(await plan({ referrals: REFERRALS.toReversed() })).toEqual(rows);
    expect(REFERRALS).toEqual(before);
  });

  test('knows who has muted what, and how much everybody has', async () => {
    const muted = of(
      await plan({
        referrals: REFERRALS.slice(2, 3),
        mutes: { mutes: async () => new Set(['contact_reminder'] as const) },
      }),
      '3',
    );
    expect(muted.filter((row) => row.includes('contact_reminder') && row.includes('U0LENA'))).toEqual([]);
    expect(muted.filter((row) => row.includes('contact_reminder'))).not.toEqual([]);
    const full = { ...PROGRAM, reps: PROGRAM.reps.map((rep) => ({ ...rep, capacity: 0 })) };
    const waiting = of(await plan({ referrals: REFERRALS.slice(0, 1) }, full), '1');
    expect(waiting).toContainEqual(expect.stringContaining('capacity_wait slack C0TRIAGE'));
    expect(waiting.at(-1)).toContain('escalation');
  });

  test('what was given up, or nobody planned, is left out', async () => {
    const [one] = REFERRALS;
    const parked = one?.nudge ? { ...one, nudge: { ...one.nudge, parked: true as const } } : undefined;
    const rows = await plan({ referrals: parked ? [parked, referralIn('won')] : [] });
    expect(rows.filter(({ subject }) => subject.startsWith('referrals/'))).toEqual([]);
  });
});

test('digests come to whoever wants them, at their hour of their business days', async () => {
  const rows = (await plan({})).filter(({ kind }) => kind === 'digest');
  expect(
    rows.every(({ subject, channel }) => subject === 'programManagers/priya' && channel === 'slack U0PRIYA'),
  ).toBe(true);
  const days = rows.map(({ at, zone }) => DateTime.fromJSDate(at, { zone }).toFormat('ccc dd.MM. HH:mm'));
  // Martin Luther King’s day is a Monday.
  expect(days.slice(-4)).toEqual([
    'Mon 04.01. 09:00',
    'Mon 11.01. 09:00',
    'Tue 19.01. 09:00',
    'Mon 25.01. 09:00',
  ]);
  expect(days).toHaveLength(9);
});

test('where work begins later than the digests’ hour, they come when it begins; whoever asked for an earlier one has it', async () => {
  const late = definitionSchema.parse({
    ...PROGRAM,
    businessHours: { days: ['mon', 'wed'], from: '10:30', to: '18:00' },
    digests: { programManagers: { every: 'daily' } },
    reps: [{ ...PROGRAM.reps[0], digest: { at: '07:30', every: 'daily' } }],
  });
  const rows = await plan({}, late, new Date('2026-11-30T23:00:00.000Z'));
  expect(
    rows
      .filter(({ kind }) => kind !== 'check_in')
      .map(
        ({ at, zone, kind }) => `${kind} ${DateTime.fromJSDate(at, { zone }).toFormat('ccc dd.MM. HH:mm')}`,
      ),
  ).toEqual([
    'morning_list Wed 25.11. 07:30',
    'digest Wed 25.11. 10:30',
    'morning_list Mon 30.11. 07:30',
    'digest Mon 30.11. 10:30',
  ]);
});

describe('what is decided already, or owed', () => {
  const nudge = {
    ...{ key: 'partner:p:pat:first-referral-nudge', template: 'first-referral-nudge', facts: {}, at: NOW },
    subject: { kind: 'partner', id: 'pat' } as const,
    to: { kind: 'channel', channel: partnerChannel } as const,
    notBefore: new Date('2026-12-08T04:15:00.000Z'),
  };
  const said = async (records: Partial<ScheduleRecords>, program = PROGRAM) =>
    (await plan(records, program))
      .filter(({ kind }) => !['digest', 'check_in', 'partner_dormant'].includes(kind))
      .map(({ at, kind, subject, channel }) => `${at.toISOString()} ${kind} ${subject} ${channel}`);
  const FIRST = '2026-12-08T04:15:00.000Z first_referral_reminder partners/pat slack C0PARTNER';

  test('the reminder of a first referral, whether it was handed over or not, and once', async () => {
    const waiting = [{ message: nudge, lane: 'slack:C0PARTNER', dueAt: nudge.notBefore }];
    expect(await said({ waiting })).toEqual([FIRST]);
    expect(await said({ pending: [nudge] })).toEqual([FIRST]);
    expect(await said({ waiting, pending: [nudge] })).toEqual([FIRST]);
  });

  test('no reminder of a partner that has referred, or may not', async () => {
    const histories = new Map([['pat', { sent: 1, open: 1, met: 0, won: 0, lastAt: NOW } as never]]);
    expect(await said({ pending: [nudge], histories })).toEqual([]);
    const [partner] = PROGRAM.partners;
    const suspended = { ...PROGRAM, partners: [{ ...partner, standing: 'suspended' }] } as Program;
    expect(await said({ pending: [nudge] }, suspended)).toEqual([]);
  });

  const lost = planned(
    '8',
    referralIn('lost', { outcome: { state: 'lost', reason: 'timing', at: NOW }, undone: [] }),
  );
  const end = {
    ...{ id: 'e8', type: 'lost', reason: 'timing', at: NOW, state: 'lost' },
    by: lost.submittedBy,
  };
  const ended = {
    ...lost,
    events: [end],
    loop: { owedSince: new Date(NOW.getTime() - 120_000), open: true, key: 'k8' },
  } as Referral;

  test('the words about an end: those that wait for the undo window, and those that nobody was told', async () => {
    const message = {
      ...{ key: 'k8', template: 'loop-closed', facts: {}, at: NOW, unlessUndone: 'e8' },
      subject: { kind: 'referral', id: ended.id } as const,
      to: { kind: 'thread', under: 'status', channel: partnerChannel } as const,
    };
    const dueAt = new Date(NOW.getTime() + 300_000);
    const waits = {
      waiting: [{ message, lane: 'slack:C0PARTNER', dueAt }],
      owed: [ended],
      fates: new Map([['k8', { state: 'waiting' as const }]]),
    };
    const about = (undone: string[]) => new Map([[ended.id, { ...ended, undone }]]);
    const told = 'close_loop referrals/R-8 slack C0PARTNER';
    expect(await said({ ...waits, about: about([]) })).toEqual([`${dueAt.toISOString()} ${told}`]);
    expect(await said({ ...waits, about: about(['e8']) })).toEqual([]);
    expect(await said({ owed: [ended] })).toEqual([`${NOW.toISOString()} ${told}`]);
  });

  test('what a rep who has left still holds goes back to a channel, and then nobody claims it', async () => {
    const reps = PROGRAM.reps.map((rep) => (rep.id === 'lena' ? { ...rep, ended: true } : rep));
    const kinds = of(await plan({ referrals: [REFERRALS[1] as Referral] }, { ...PROGRAM, reps }), '2').map(
      (row) => row.split(' ').at(3),
    );
    expect(kinds[0]).toBe('reroute');
    expect(kinds).toContain('claim_reminder');
  });

  test('the warning before a protection ends, and its end', async () => {
    const until = new Date('2026-12-20T22:59:59.999Z');
    const one = planned('9', referralIn('contacted', { claim, protection: { from: NOW, until } }));
    const rows = of(await plan({ referrals: [one] }), '9').filter((row) => row.includes('protection'));
    expect(rows[0]).toContain('protection_warning slack C0PARTNER');
    expect(rows.slice(1).map((row) => row.split(' ').slice(3).join(' '))).toEqual(
      expect.arrayContaining(['protection_end slack C0PARTNER']),
    );
  });
});
