import { describe, expect, test } from 'vitest';
import type { Destination, PendingMessage } from '../../src/messages/pending.js';
import { rowsFor } from '../../src/outbox/to-rows.js';
import { inTheirHours } from '../../src/people/quiet-hours.js';
import { definitionSchema } from '../../src/program/definition.js';

const PROGRAM = definitionSchema.parse({
  id: 'p',
  name: 'Partners',
  timeZone: 'Europe/Berlin',
  programManagers: [
    { id: 'ada', name: 'Ada', accounts: { slack: 'U0ADA' }, timeZone: 'America/New_York' },
    {
      id: 'bo',
      name: 'Bo',
      accounts: { slack: 'U0BO' },
      outOfOffice: [{ from: '2026-11-24', until: '2026-11-25' }],
    },
  ],
  reps: [
    { id: 'rita', name: 'Rita', accounts: { slack: 'U0RITA', teams: 'rita-entra' }, timeZone: 'Asia/Tokyo' },
  ],
  partners: [{ id: 'pat', name: 'Pat', timeZone: 'Asia/Kolkata', holidays: { country: 'IN' } }],
  channels: [
    { kind: 'partner', id: 'pats', channel: { id: 'C0PAT' }, partner: 'pat', timeZone: 'Australia/Perth' },
    { kind: 'triage', id: 'triage', channel: { id: 'C0TRIAGE' }, default: true },
  ],
});
/** A Tuesday, 10:00 in Berlin, 04:00 in New York, 17:00 in Perth, 18:00 in Tokyo. */
const AT = new Date('2026-11-24T09:00:00.000Z');

function message(to: Destination, changes: Partial<PendingMessage> = {}): PendingMessage {
  return {
    key: 'k',
    subject: { kind: 'referral', id: 'r' },
    template: 't',
    to,
    facts: {},
    at: AT,
    ...changes,
  };
}

const waitsUntil = (to: Destination, changes: Partial<PendingMessage> = {}) =>
  inTheirHours([message(to, changes)], PROGRAM)[0]
    ?.notBefore?.toISOString()
    .slice(5, 16);

describe('what the clock says waits for the hours of whoever reads it', () => {
  const inChannel = (id: string) => ({ platform: 'slack', id }) as const;
  const pat: Destination = { kind: 'thread', under: 'status', channel: inChannel('C0PAT') };

  test.each<[string, Destination, string | undefined]>([
    ['the triage channel is read now', { kind: 'channel', channel: inChannel('C0TRIAGE') }, undefined],
    ['a channel nobody has assigned, too', { kind: 'channel', channel: inChannel('C0ELSE') }, undefined],
    ['a partner in its own morning', pat, '11-25T01:00'],
    [
      'a rep in Tokyo’s',
      { kind: 'direct', account: { platform: 'teams', userId: 'rita-entra' } },
      '11-25T00:00',
    ],
    [
      'somebody nobody knows, now',
      { kind: 'direct', account: { platform: 'slack', userId: 'U0ELSE' } },
      undefined,
    ],
    ['a card is true at once', { kind: 'card', slot: 'status', channel: inChannel('C0PAT') }, undefined],
  ])('%s', (_what, to, expected) => {
    expect(waitsUntil(to)).toBe(expected);
  });

  test('what was to wait anyway waits from then', () => {
    expect(waitsUntil(pat, { notBefore: new Date('2026-11-27T10:00:00.000Z') })).toBe('11-30T01:00');
    expect(waitsUntil(pat, { notBefore: new Date('2026-11-25T02:00:00.000Z') })).toBe('11-25T02:00');
  });

  test('every program manager in their own hours, once it is known who they are', () => {
    const [told = message({ kind: 'program_managers' })] = inTheirHours(
      [message({ kind: 'program_managers' })],
      PROGRAM,
    );
    const due = rowsFor(told, 0, PROGRAM).map(
      ({ lane, dueAt }) => `${lane} ${dueAt.toISOString().slice(5, 16)}`,
    );
    expect(due).toEqual(['slack:U0ADA 11-24T14:00', 'slack:U0BO 11-26T08:00']);
  });

  test('what somebody did is told to program managers at once', () => {
    const due = rowsFor(message({ kind: 'program_managers' }), 0, PROGRAM).map(({ dueAt }) => dueAt);
    expect(due).toEqual([AT, AT]);
  });
});
