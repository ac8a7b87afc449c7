import type { Destination } from '../messages/pending.js';
import { isTaking, type Messages, type RepAccount } from './announced-messages.js';
import type { ReferralEvent } from './events.js';
import type { Referral } from './referral.js';

/** What the people in the claim card's thread should notice without looking at the card. */
const STAFF_UPDATES: ReadonlySet<ReferralEvent['type']> = new Set([
  'sent_to_review',
  'declined',
  'released',
  'rerouted',
  'assigned',
  'question_answered',
  'information_added',
  'withdrawn',
  'expired',
  'woken',
  'reopened',
  'undone',
  'queued',
  'touched',
  'reattributed',
  'conflict_opened',
  'conflict_decided',
  'protection_ended',
]);

/** What reps and program managers are told of an event, beside the cards. */
export function tellStaff(
  event: ReferralEvent,
  after: Referral,
  out: Messages,
  repAccount: RepAccount,
): void {
  const isForStaff = STAFF_UPDATES.has(event.type) || (event.type === 'found_late' && event.stops);
  if (after.route && isForStaff) {
    const to: Destination = { kind: 'thread', under: 'claim', channel: after.route.channel };
    out.add(event, 'staff-update', to, { event }, 'staff');
  }
  const account = after.claim && repAccount(after.claim.repId, after.route?.channel.platform);
  if (account && toldInPerson(event, after)) {
    out.add(event, 'staff-update', { kind: 'direct', account }, { event }, 'rep');
  }
  if (event.type === 'conflict_opened' || event.type === 'conflict_decided')
    if (after.conflict)
      // On the later of the two, where the case is kept.
      out.add(event, 'conflict-case', { kind: 'program_managers' }, {}, 'managers');
  if (event.type === 'unmatched' || event.type === 'everyone_declined') {
    out.add(event, 'manager-decision', { kind: 'program_managers' }, { event }, 'managers');
  }
}

/** What the rep has to notice. An edit notifies nobody: whoever is given a referral back is told by a message. */
function toldInPerson(event: ReferralEvent, { events }: Referral): boolean {
  switch (event.type) {
    case 'question_answered':
    case 'information_added':
    case 'withdrawn':
      return true;
    case 'found_late':
      return event.stops;
    case 'assigned':
      // `events` are those before this act.
      return events.some((one) => isTaking(one) && one.repId === event.repId);
    default:
      return false;
  }
}
