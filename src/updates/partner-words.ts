import { type AccountRef, SYSTEM } from '../messages/address.js';
import type { Span, Text } from '../messages/card.js';
import type { PartnerContext } from '../program/template.js';

/** The sentences partners read, from a PartnerView alone. */

export function next({ view }: PartnerContext): Text {
  const by: Span[] = view.next.by
    ? [view.isOpen ? byWord(view.state) : ' ', { instant: view.next.by, show: 'date_time' }, '.']
    : [];
  return [{ bold: view.isOpen ? 'What happens next: ' : '' }, view.next.text, ...by].filter(
    (span) => typeof span === 'string' || !('bold' in span) || span.bold !== '',
  );
}

function byWord(state: string): string {
  return state === 'meeting_scheduled' || state === 'nurture' ? ' on ' : ' by ';
}

export function milestone({ view }: PartnerContext, type: string, rep: string, at: Date | undefined): Text {
  const company: Span = { bold: view.company };
  const on: Span[] = at ? [' on ', { instant: at, show: 'date_time' }] : [];
  const by: Span[] = view.next.by ? [' by ', { instant: view.next.by, show: 'date_time' }] : [];
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
      return ['A first meeting with ', company, ' is booked', ...on, '.'];
    case 'meeting_held':
      return ['The first meeting with ', company, ' has taken place.'];
    case 'qualified':
      return [company, ' is qualified: there is a real need, and we go on with them.'];
    case 'opportunity_opened':
      return ['We are working on an offer with ', company, '.'];
    case 'postponed':
      return ['The timing is not right for ', company, ' now. We take it up again', ...on, '.'];
    case 'woken':
    case 'reopened':
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
        ' has become a customer. Thank you for the introduction: it made the difference.',
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
      return [', thank you for introducing ', company, '. ', view.ending ?? 'It did not work out this time.'];
  }
}

export function afterwards({ view }: PartnerContext): string {
  return view.state === 'won'
    ? 'Do you know somebody else with a similar need? Press "Refer a lead" in this channel.'
    : 'We look forward to your next referral. If something changes with this one, tell us here.';
}

export function submitter({ view }: PartnerContext): Span[] {
  return [
    { person: view.submittedBy.name, ...account(view.submittedBy) },
    ...(view.onBehalf ? [` for ${view.partnerName}`] : []),
  ];
}

export function account(person: { platform: string; userId: string }): { account?: AccountRef } {
  return person.platform === SYSTEM.platform ? {} : { account: person as AccountRef };
}
