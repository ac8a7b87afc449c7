import { type AccountRef, SYSTEM } from '../messages/address.js';
import type { Span, Text } from '../messages/card.js';
import type { PartnerContext } from '../program/template.js';

/** The sentences partners read, from a PartnerView alone. */

export function next({ view }: PartnerContext): Text {
  return [...(view.isOpen ? [{ bold: 'What happens next: ' }] : []), ...nextSentence(view)];
}

/** A whole sentence, with its date where there is one. */
export function nextSentence(view: PartnerContext['view']): Span[] {
  const by: Span[] = view.next.by
    ? [view.isOpen ? byWord(view.state) : ' ', { instant: view.next.by, show: 'date_time' }, '.']
    : [/[.!]$/.test(view.next.text) ? '' : '.'];
  return [view.next.text, ...by].filter(Boolean);
}

function byWord(state: string): string {
  return state === 'meeting_scheduled' || state === 'nurture' ? ' on ' : ' by ';
}

/** `at` is the day of which is told, `by` until when the rep gets in touch; both as they were when it happened. */
interface Milestone {
  type: string;
  rep: string;
  at?: Date | undefined;
  by?: Date | undefined;
  /** A meeting that had been booked for another time before. */
  moved?: boolean | undefined;
  /** It was reopened since the partner had asked to look again. */
  appeal?: boolean | undefined;
}

export function milestone(
  { view }: PartnerContext,
  { type, rep, at, by: until, moved, appeal }: Milestone,
): Text {
  const company: Span = { bold: view.company };
  const on: Span[] = at ? [' on ', { instant: at, show: 'date_time' }] : [];
  const by: Span[] = until ? [' by ', { instant: until, show: 'date_time' }] : [];
  switch (type) {
    case 'claimed':
    case 'assigned':
      return [
        { bold: rep },
        ' has taken on ',
        company,
        ` and will reach out to ${view.contactName || 'the contact'}`,
        ...by,
        '.',
      ];
    case 'released':
    case 'rerouted':
      return ['A colleague will take over ', company, '. You will hear who it is here.'];
    case 'accepted':
      return [
        { bold: rep },
        ' has looked at ',
        company,
        ' and accepts it: it is a fit for a first conversation.',
      ];
    case 'contacted':
      return [{ bold: rep }, ' has contacted ', company, '.'];
    case 'meeting_booked':
      return moved
        ? ['The first meeting with ', company, ' has been moved: it is now', ...on, '.']
        : ['A first meeting with ', company, ' is booked', ...on, '.'];
    case 'meeting_held':
      return ['The first meeting with ', company, ' has taken place.'];
    case 'qualified':
      return [company, ' is qualified: there is a real need, and we go on with them.'];
    case 'opportunity_opened':
      return ['We are working on an offer with ', company, '.'];
    case 'postponed':
      return ['The timing is not right for ', company, ' now. We take it up again', ...on, '.'];
    case 'queued':
      return [
        'All our specialists have their hands full just now. ',
        company,
        ' keeps its place in line and is taken up in order of arrival; you will hear here who it is.',
      ];
    case 'reattributed':
      return [company, ' is credited to you now. You hear here how it goes on.'];
    case 'woken':
    case 'reopened':
      if (appeal)
        return ['We have looked again, and ', company, ' goes on. You will hear here who takes it on.'];
      return [company, ' is open again. You will hear here who takes it on.'];
    default:
      return [
        'A correction on ',
        company,
        `: the last update was sent by mistake. It stands at "${view.stateLabel}".`,
      ];
  }
}

export function closing({ view }: PartnerContext): Span[] {
  const company: Span = { bold: view.company };
  switch (view.state) {
    case 'won':
      return [
        ', ',
        company,
        ' has become a customer. ',
        ...(view.repName ? [`${view.repName} took it from your introduction to the contract. `] : []),
        'Thank you: it made the difference.',
      ];
    case 'withdrawn':
      return [', ', company, ' is withdrawn as you asked. Nobody will follow up.'];
    case 'expired':
      return [
        ', ',
        company,
        ' has been closed, as too much time has passed. Thank you for the introduction.',
      ];
    default:
      return [
        ', thank you for introducing ',
        company,
        '. ',
        ...(view.reached ? [view.reached, ' '] : []),
        view.ending ?? 'It did not work out this time.',
      ];
  }
}

export function afterwards({ view }: PartnerContext): Text {
  if (view.disputableUntil)
    return [
      'We look forward to your next referral. If you see this one differently, press Dispute to have a program manager look again: once, until ',
      { instant: view.disputableUntil, show: 'date' },
      '.',
    ];
  return view.state === 'won'
    ? 'Do you know somebody else with a similar need? Press "Refer a lead" in this channel.'
    : 'We look forward to your next referral. If something changes with this one, tell us here.';
}

export function submitter({ view }: PartnerContext): Span[] {
  const person = { person: view.submittedBy.name, ...account(view.submittedBy) };
  return view.onBehalf ? [person, ` for ${view.partnerName}`] : [person];
}

/** Whom a message in the partner's channel speaks to: who referred, or the partner when staff wrote it down or nobody of theirs did. */
export function addressee({ view }: PartnerContext): Span[] {
  if (view.onBehalf || view.submittedBy.platform === SYSTEM.platform) return [view.partnerName];
  return [{ person: view.submittedBy.name, ...account(view.submittedBy) }];
}

/** The end in one sentence without the company's name. */
export function result({ state, ending }: PartnerContext['view']): string {
  if (state === 'won') return 'They have become a customer: your introduction made the difference.';
  if (state === 'expired') return 'It has been closed, as too much time has passed.';
  return ending ?? 'We are not able to take it up.';
}

export function account(person: { platform: string; userId: string }): { account?: AccountRef } {
  return person.platform === SYSTEM.platform ? {} : { account: person as AccountRef };
}
