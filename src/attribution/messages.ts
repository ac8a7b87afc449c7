import {
  type PartnerFacts,
  partnershipTemplate,
  partnerTemplate,
  type Template,
} from '../program/template.js';
import { type Shareable, shareableText } from '../referral/shareable.js';

/** In place of the status card of a partner that it is credited to no more: nothing of how it goes on. */
const creditedElsewhereCard = partnerTemplate(
  'credited-elsewhere-card',
  ({ view }) => ({
    summary: `${view.reference} is credited to another partner`,
    elements: [
      {
        kind: 'text',
        text: [
          { bold: `${view.reference} is credited to another partner.` },
          ' You hear no more of it here.',
        ],
      },
    ],
  }),
  ({ partner }) => [{ context: partner('claimed'), facts: {} }],
);

/** Said to it once, since an edit notifies nobody. Not who the other is, nor why. */
const creditedElsewhere = partnershipTemplate<PartnerFacts & { company?: Shareable; reference?: Shareable }>(
  'credited-elsewhere',
  ({ programName, restricted }, { company = shareableText(''), reference = shareableText('') }) => {
    const which = restricted || company === '' ? reference : `${company} (${reference})`;
    return {
      summary: `${which} is credited to another partner`,
      elements: [
        {
          kind: 'text',
          text: [
            { bold: which },
            ` is credited to another partner from now on, after ${programName} has looked at who introduced them. You hear no more of it here; your contact with us can tell you more.`,
          ],
        },
      ],
    };
  },
  ({ now }) => {
    const context = {
      partnerName: shareableText('Fjord Consulting'),
      programName: 'Northwind Shield',
      restricted: false,
      now,
    };
    const facts = { company: shareableText('Acme GmbH'), reference: shareableText('R-7K3M9Q') };
    return [
      { context, facts },
      { shows: 'restricted', context: { ...context, restricted: true }, facts },
    ];
  },
);

export const ATTRIBUTION_TEMPLATES: readonly Template[] = [creditedElsewhereCard, creditedElsewhere];
