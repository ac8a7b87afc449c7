import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { checkInRows } from '../../src/assemble/check-in-rows.js';
import type { PartnerHistory, PartnerRecord } from '../../src/checkins/partner-record.js';
import { nextCheckIn } from '../../src/checkins/slots.js';
import { definitionSchema } from '../../src/program/definition.js';
import { channelForPartner, type Program } from '../../src/program/program.js';

const PLACES: [zone: string, country: string, region?: string][] = [
  ['Europe/Berlin', 'DE', 'BY'],
  ['Europe/London', 'GB', 'SCT'],
  ['America/New_York', 'US', 'NY'],
  ['America/St_Johns', 'CA', 'NL'],
  ['America/Sao_Paulo', 'BR'],
  ['America/Santiago', 'CL'],
  ['Africa/Cairo', 'EG'],
  ['Asia/Jerusalem', 'IL'],
  ['Asia/Riyadh', 'SA'],
  ['Europe/Istanbul', 'TR'],
  ['Asia/Kolkata', 'IN'],
  ['Asia/Kathmandu', 'NP'],
  ['Asia/Shanghai', 'CN'],
  ['Asia/Tokyo', 'JP'],
  ['Asia/Jakarta', 'ID'],
  ['Australia/Lord_Howe', 'AU', 'NSW'],
  ['Pacific/Chatham', 'NZ'],
  ['Pacific/Apia', 'WS'],
  ['Pacific/Kiritimati', 'KI'],
  ['Atlantic/Reykjavik', 'IS'],
];
const NOW = new Date('2026-11-25T21:00:00.000Z');
const NEXT_YEAR = new Date('2027-12-31T12:00:00.000Z');

function programWith(changes: object = {}): Program {
  const partners = PLACES.flatMap(([timeZone, country, region], place) =>
    Array.from({ length: 5 }, (_, index) => ({
      id: `partner-${place}-${index}`,
      name: `Partner ${index} of ${timeZone}`,
      holidays: region ? { country, region } : { country },
      since: '2024-02-29',
      ...(index === 0 ? {} : { timeZone }),
    })),
  );
  return definitionSchema.parse({
    id: 'p',
    name: 'P',
    timeZone: 'Europe/Berlin',
    programManagers: [{ id: 'priya', name: 'Priya', accounts: { slack: 'U0PRIYA' } }],
    partners,
    channels: partners.map(({ id }, index) => ({
      kind: 'partner',
      id: `for-${id}`,
      channel: { id: `C${1000 + index}` },
      partner: id,
      // The first of each place by the channel's word, not the partner's.
      ...(index % 5 === 0 ? { timeZone: PLACES[Math.floor(index / 5)]?.[0] } : {}),
    })),
    ...changes,
  });
}

const none = {
  partnerRecords: new Map<string, PartnerRecord>(),
  histories: new Map<string, PartnerHistory>(),
};

describe('a year of check-ins with partners all over the world', () => {
  test.each(['calendar', 'anniversary'])(
    'by the %s: one a partner and quarter, at ten o’clock of a business day that is no holiday there',
    (cycle) => {
      const program = programWith({ checkIns: { cycle } });
      const rows = checkInRows(program, none, NOW, NEXT_YEAR);
      const seen = new Set<string>();
      for (const { at, zone, kind, subject, channel, reason } of rows) {
        const partner = program.partners.find(({ id }) => subject === `partners/${id}`);
        const place = PLACES[Number(partner?.id.split('-')[1])];
        expect([kind, zone]).toEqual(['check_in', place?.[0]]);
        const local = DateTime.fromJSDate(at, { zone });
        const said = `${partner?.name} at ${local.toISO()}`;
        expect(local.toFormat('HH:mm'), said).toBe('10:00');
        expect(local.weekday, said).toBeLessThanOrEqual(5);
        const { country = '', region } = partner?.holidays ?? {};
        const options = { types: ['public' as const], timezone: zone };
        const book = region ? new Holidays(country, region, options) : new Holidays(country, options);
        expect(book.isHoliday(at), said).toBe(false);
        expect(channel).toBe(`slack ${channelForPartner(program, partner?.id ?? '')?.channel.id}`);
        if (cycle === 'calendar') expect(reason).toContain(`${local.year}-Q${local.quarter}`);
        expect(seen).not.toContain(`${subject} ${reason}`);
        seen.add(`${subject} ${reason}`);
      }
      for (const { id } of program.partners)
        expect([4, 5]).toContain(rows.filter(({ subject }) => subject === `partners/${id}`).length);
      // Spread, not all on one day.
      expect(new Set(rows.map(({ at }) => at.toISOString().slice(0, 10))).size).toBeGreaterThan(100);
      expect(checkInRows(program, none, NOW, NEXT_YEAR)).toEqual(rows);
    },
  );
});

describe('what a partner has done until now', () => {
  const program = programWith();
  const [partner] = program.partners;
  if (!partner) throw new Error('a program with partners');
  const only = { ...program, partners: [partner] };
  const slot = nextCheckIn(program, partner, NOW, NOW);
  if (!slot) throw new Error('a planned check-in');
  const record: PartnerRecord = {
    ...{ programId: 'p', partnerId: partner.id, version: 3, state: 'active', joinedAt: NOW },
    ...{ next: { slot: slot.id, at: slot.at, until: slot.until }, nextAt: slot.at },
    ...{ checkIns: [], pending: [], updatedAt: NOW },
  };
  const rowsOf = (
    change: Partial<PartnerRecord>,
    history: Partial<PartnerHistory> = {},
    of: Program = only,
  ) =>
    checkInRows(
      of,
      {
        partnerRecords: new Map([[partner.id, { ...record, ...change }]]),
        histories: new Map([[partner.id, { sent: 0, met: 0, won: 0, open: 0, ...history }]]),
      },
      NOW,
      NEXT_YEAR,
    );
  const silence = { shown: { sent: 0, met: 0, won: 0, open: 0 }, answers: [] };
  const silent = [
    { slot: '2026-Q2', at: new Date('2026-05-12T10:00:00.000Z'), ...silence },
    { slot: '2026-Q3', at: new Date('2026-08-12T10:00:00.000Z'), ...silence },
  ];

  test('counts: stopped, paused, ended and turned off are left in peace', () => {
    expect(rowsOf({})[0]).toMatchObject({ at: slot.at, kind: 'check_in', called: partner.name });
    expect(rowsOf({ stopped: { by: { platform: 'slack', userId: 'U1', name: 'Maya' }, at: NOW } })).toEqual(
      [],
    );
    expect(rowsOf({}, {}, { ...only, partners: [{ ...partner, paused: true }] })).toEqual([]);
    expect(rowsOf({}, {}, { ...only, partners: [{ ...partner, ended: true }] })).toEqual([]);
    expect(rowsOf({}, {}, programWith({ checkIns: { cycle: 'off' }, partners: [partner] }))).toEqual([]);
  });

  test('counts: whoever referred within the week is asked later in the quarter', () => {
    const [moved] = rowsOf({}, { sent: 1, lastAt: new Date(slot.at.getTime() - 86_400_000) });
    expect(moved?.at.getTime()).toBeGreaterThanOrEqual(slot.at.getTime() + 6 * 86_400_000);
  });

  test('counts: two silent quarters are told to whoever looks after it, once, and no more is asked', () => {
    const rows = rowsOf({ checkIns: silent });
    expect(rows.map(({ kind, channel, zone }) => [kind, channel, zone])).toEqual([
      ['partner_dormant', 'slack U0PRIYA', 'Europe/Berlin'],
    ]);
  });

  test('what is to come is taken to be answered', () => {
    expect(rowsOf({ checkIns: silent.slice(1) }).length).toBeGreaterThanOrEqual(4);
  });
});
