import { SYSTEM } from '../messages/address.js';
import { showAmount } from '../program/amount.js';
import type { ReferralEvent } from '../referral/events.js';
import { ruleName } from '../referral/findings.js';
import { REASON_LABELS } from '../referral/reasons.js';
import { stateLabel } from '../referral/states.js';

/** How staff read an event. */

/** What happened, in a line. Also used by the history of a referral. */
export function headline(event: ReferralEvent): string {
  const who = event.by.name;
  switch (event.type) {
    case 'submitted':
      return event.terms === undefined
        ? `${who} sent it`
        : `${who} sent it, under version ${event.terms} of the program terms`;
    case 'sent_to_review':
      return `sent to review: ${event.why}`;
    case 'found_late':
      return event.stops
        ? `it goes on, as it was accepted already, but a rule would have stopped it. ${event.why}`
        : `found just after it came: ${event.why}`;
    case 'review_cleared':
      return `${who} let it through${falseAlarms(event.overruled)}`;
    case 'disputed':
      return `${who} asked to look again`;
    case 'dispute_decided':
      return event.upheld
        ? `${who} upheld the appeal${falseAlarms(event.overruled)}`
        : `${who} answered the appeal: it stays turned down`;
    case 'partner_set':
      return `${who} said it is from ${event.partnerName}`;
    case 'touched':
      return `${event.partnerName} sent the same company (${event.reference})`;
    case 'reattributed':
      return `${who} credited it to ${event.partnerName} instead of ${event.previousPartnerName}: ${event.reason}`;
    case 'routed':
      return `routed. ${event.reason}`;
    case 'unmatched':
      return event.why;
    case 'claimed':
      return `${event.repName} claimed it`;
    case 'assigned':
      return event.by.platform === SYSTEM.platform
        ? `not taken up in time: it is with ${event.repName} now`
        : `${who} assigned it to ${event.repName}`;
    case 'declined':
      return `${event.repName} declined`;
    case 'everyone_declined':
      return 'every rep of the channel has declined';
    case 'released':
      return `${event.repName} released it; it can be claimed again`;
    case 'rerouted':
      return `back in the channel: ${event.why}`;
    case 'question_asked':
      return `${who} asked the partner`;
    case 'question_answered':
      return `${who} answered`;
    case 'information_added':
      return `${who} added information`;
    case 'note_added':
      return event.audience === 'internal'
        ? `${who} added a note for colleagues`
        : `${who} added a note for the partner`;
    case 'withdrawn':
      return `${who} withdrew it. No follow-up is needed`;
    case 'expired':
      return 'expired';
    case 'woken':
      return 'the date has come: it can be claimed again';
    case 'undone':
      return `${who} took the last step back`;
    case 'rejected':
      return `${event.rule === undefined ? `${who} turned it down` : `turned down by the rule "${ruleName(event.rule).toLowerCase()}"`}: ${REASON_LABELS[event.reason].toLowerCase()}`;
    case 'lost':
    case 'disqualified':
      return `${who}: ${stateLabel(event.state).toLowerCase()} (${REASON_LABELS[event.reason].toLowerCase()})`;
    case 'qualified':
    case 'opportunity_opened':
    case 'won': {
      const { confirmed = [], of = 0, state } = event;
      const now = `${who}: ${stateLabel(state).toLowerCase()}`;
      return of > 0 ? `${now}, ${confirmed.length} of ${of} criteria confirmed` : now;
    }
    case 'amount_changed':
      return `${who} changed the amount to ${showAmount(event.amount)}`;
    case 'collected':
      return `${who}: the customer has paid`;
    case 'fell_through':
      return `${who}: the deal was lost after all (${REASON_LABELS[event.reason].toLowerCase()})`;
    case 'postponed':
      return `${who} put it off`;
    case 'reminded':
      return `a reminder was sent (${event.kind.replaceAll('_', ' ').replace(' reminder', '')})`;
    case 'escalated':
      return `brought to the program manager: ${event.why}`;
    case 'queued':
      return 'every rep has as many as they can take: it waits its turn';
    case 'still_working':
      return `${who} is still working on it`;
    case 'snoozed':
      return `${who} asked not to be reminded for a while`;
    case 'protection_warned':
      return `the partner was told that it is protected until ${day(event.until)}`;
    case 'protection_ended':
      return 'it is no longer protected: another partner may register the company';
    case 'protection_extended':
      return `${who} extended the protection to ${day(event.until)}: ${event.why}`;
    case 'conflict_opened':
      return `another partner has the company, too (${event.firstReference}): a program manager decides ${event.reference}`;
    case 'conflict_decided':
      return `${who} decided ${event.reference}: ${OUTCOMES[event.outcome]}. ${event.goesOn ? 'This one goes on' : 'This one does not go on'}: ${event.why}`;
    case 'reopened':
      return `${who} reopened it; it can be claimed again`;
    default:
      return `${who}: ${stateLabel(event.state).toLowerCase()}`;
  }
}

const OUTCOMES = {
  first: 'for who came first',
  second: 'for who came second',
  joint: 'for both',
} as const;

/** As a date of UTC: the same for every reader. */
function day(instant: Date): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** What a program manager has to decide about it. */
export function need(event: ReferralEvent): string {
  switch (event.type) {
    case 'unmatched':
      return `${event.why} Choose where it goes.`;
    case 'everyone_declined':
      return 'Every rep of the channel has declined. Assign it to somebody, or turn it down.';
    case 'escalated':
      return `${event.why} Assign it to somebody, or close it with a reason.`;
    case 'sent_to_review':
      return `${event.why} Let it through, or turn it down.`;
    default:
      return 'Please decide how it goes on.';
  }
}

function falseAlarms(rules: readonly string[] = []): string {
  return rules.length > 0
    ? `: false alarm of "${rules.map((rule) => ruleName(rule).toLowerCase()).join('", "')}"`
    : '';
}
