import { ObjectId } from 'mongodb';
import type { PendingMessage } from '../../src/messages/pending.js';
import { newReference } from '../../src/referral/reference.js';
import type { Referral } from '../../src/referral/referral.js';

const AT = new Date('2026-11-20T10:00:00.000Z');
const PIA = { platform: 'slack', userId: 'UPIA', teamId: 'TPARTNER', name: 'Pia Partner' } as const;

/** A referral as intake would store it, with what a test needs to be otherwise. */
export function exampleReferral(changes: Partial<Referral> = {}): Referral {
  const id = new ObjectId().toHexString();
  return {
    id,
    reference: newReference(),
    programId: 'acme',
    version: 1,
    state: 'submitted',
    stateSince: AT,
    partner: { id: 'northwind', name: 'Northwind' },
    submittedBy: PIA,
    onBehalf: false,
    partnerChannel: { platform: 'slack', id: 'CPARTNER' },
    door: 'button',
    submissionKey: `view:${id}`,
    answers: [],
    prospect: { company: 'Globex (Europe) GmbH', domain: 'globex.example' },
    contact: { name: 'Hank', role: undefined },
    consent: { wording: 'They agreed.', wordingVersion: '1', by: PIA, at: AT },
    declinedBy: [],
    notes: [],
    undone: [],
    events: [
      { id: `${id}:submitted`, at: AT, by: PIA, state: 'submitted', type: 'submitted', door: 'button' },
    ],
    pending: [],
    createdAt: AT,
    updatedAt: AT,
    ...changes,
  };
}

/** A message about a referral, to its status card unless said otherwise. */
export function exampleMessage(changes: Partial<PendingMessage> & { key: string }): PendingMessage {
  return {
    subject: { kind: 'referral', id: '0123456789abcdef01234567' },
    template: 'status_card',
    to: { kind: 'card', slot: 'status', channel: { platform: 'slack', id: 'CPARTNER' } },
    facts: {},
    at: AT,
    ...changes,
  };
}
