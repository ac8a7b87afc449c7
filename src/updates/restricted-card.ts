import type { Card } from '../messages/card.js';
import type { PartnerContext } from '../program/template.js';

const DETAILS = { kind: 'button', id: 'referral.show', label: 'Show details to me', opens: 'card' } as const;

/** In a channel that another outside organisation shares: that there is something, and a way to see it alone. */
export function restrictedCard({ view }: PartnerContext, title: string): Card {
  return {
    summary: `${title} (${view.reference})`,
    elements: [
      { kind: 'text', text: [{ bold: `${title}.` }, ` ${view.reference}`] },
      {
        kind: 'context',
        text: 'Others may read in this channel, so the details are shown only to the people of the partner.',
      },
      { kind: 'actions', actions: [{ ...DETAILS, value: { referral: view.id } }] },
    ],
  };
}
