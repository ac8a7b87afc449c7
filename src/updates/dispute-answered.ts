import { type PartnerFacts, partnerTemplate } from '../program/template.js';
import { addressee } from './partner-words.js';
import { restrictedCard } from './restricted-card.js';
import { answered } from './status-card.js';

/** The partner had asked to look again at a rejection. */
export const disputeAnswered = partnerTemplate<PartnerFacts & { upheld?: boolean }>(
  'dispute-answered',
  (context, { upheld }) => {
    const { view } = context;
    if (context.restricted) return restrictedCard(context, 'We have looked again at your referral');
    const company = { bold: view.company };
    const lead = [...addressee(context), ', we have looked again at ', company];
    const words = view.dispute?.words;
    return {
      summary: `We have looked again at ${view.company} (${view.reference})`,
      elements: upheld
        ? [{ kind: 'text', text: [...lead, ', and it goes on.'] }]
        : [
            { kind: 'text', text: [...lead, '. It stays closed.'] },
            ...(words ? [{ kind: 'quote', text: words } as const] : []),
            { kind: 'context', text: 'Thank you for asking. We look forward to your next referral.' },
          ],
    };
  },
  ({ partner }) => [
    { shows: 'stays', context: answered(partner('rejected')), facts: { upheld: false } },
    { shows: 'goes on', context: partner('routed'), facts: { upheld: true } },
    { shows: 'restricted', context: partner('rejected', true), facts: { upheld: false } },
  ],
);
