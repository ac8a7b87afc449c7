import { type Action, type Card, type CardElement, cardButton, formButton } from '../messages/card.js';
import { partnershipTemplate, type Template } from '../program/template.js';
import type { Shareable } from '../referral/shareable.js';
import type { Brief } from './brief.js';

export const SHOW_KIT = 'kit.show';

/** The brief in chat, for one person. @param page where it can be printed, if anywhere */
export function kitCard(brief: Brief, page?: string): Card {
  const { title, partnerName, whoFits, whoDoesNot, whatToSay, whatNotToShare } = brief;
  return {
    summary: title,
    elements: [
      { kind: 'title', text: title },
      ...(partnerName ? [{ kind: 'context', text: `For ${partnerName}` } as const] : []),
      { kind: 'list', title: 'Who fits', items: whoFits },
      { kind: 'list', title: 'Who does not', items: whoDoesNot },
      { kind: 'list', title: 'What to say', items: whatToSay },
      { kind: 'list', title: 'What not to share', items: whatNotToShare },
      { kind: 'text', text: [{ bold: 'An e-mail to introduce them' }] },
      { kind: 'quote', text: brief.introductionEmail },
      ...caseStudies(brief),
      ...termsAndRewards(brief),
      { kind: 'actions', actions: actions(brief, page) },
    ],
  };
}

function caseStudies({ caseStudies: cases }: Brief): CardElement[] {
  if (cases.length === 0) return [];
  const items = cases.map(({ title, url }) => [{ link: url, label: title }]);
  return [{ kind: 'list', title: 'To pass on', items }];
}

function termsAndRewards({ termsVersion, rewards }: Brief): CardElement[] {
  const items = [...rewards, ...(termsVersion ? [`The terms in force are version ${termsVersion}.`] : [])];
  return items.length > 0 ? [{ kind: 'list', title: 'Rewards and terms', items }] : [];
}

function actions({ termsVersion }: Brief, page: string | undefined): Action[] {
  return [
    formButton('referral.start', 'Refer a lead', {}, 'primary'),
    ...(page ? [{ kind: 'link', id: 'kit.print', label: 'Open to print', url: page } as const] : []),
    ...(termsVersion ? [termsButton(termsVersion)] : []),
  ];
}

function termsButton(version: string): Action {
  return cardButton('terms.page', 'Read the terms', { version, page: '0' });
}

/** Said once in the channel of a partner that has just joined, below the card with the button. */
const welcome = partnershipTemplate<{ termsVersion?: Shareable }>(
  'partner-welcome',
  ({ partnerName, programName, restricted }, { termsVersion }) => ({
    summary: `Welcome to ${programName}`,
    elements: [
      {
        kind: 'title',
        text: restricted ? `Welcome to ${programName}` : `Welcome to ${programName}, ${partnerName}`,
      },
      {
        kind: 'list',
        items: [
          'Press "Refer a lead" whenever you think of somebody. It takes under a minute.',
          'Its card in this channel shows at any time how it stands, and you hear of its end, whatever it is.',
          [
            'Who fits, what to say and an e-mail to start from: open the kit, or mention me with the word ',
            { bold: 'kit' },
            '.',
          ],
          ...(termsVersion
            ? [`The program terms, version ${termsVersion}, are accepted with the first referral.`]
            : []),
        ],
      },
      {
        kind: 'actions',
        actions: [
          formButton('referral.start', 'Refer a lead', {}, 'primary'),
          cardButton(SHOW_KIT, 'Open the kit', {}),
          ...(termsVersion ? [termsButton(termsVersion)] : []),
        ],
      },
    ],
  }),
  ({ now }) => {
    const context = {
      ...{ partnerName: 'Fjord Consulting' as Shareable, programName: 'Northwind Shield partners' },
      ...{ restricted: false, now },
    };
    return [
      { context, facts: { termsVersion: '2026-1' as Shareable } },
      { shows: 'without terms', context: { ...context, restricted: true }, facts: {} },
    ];
  },
);

/** Once, to a partner that has referred nobody since it joined. */
const firstReferral = partnershipTemplate(
  'first-referral-nudge',
  ({ programName }) => ({
    summary: `Who could ${programName} help?`,
    elements: [
      {
        kind: 'text',
        text: [
          { bold: 'Is there somebody we could help? ' },
          'Often the first one is a client who asked lately for something you do not do yourselves. The kit says who fits and has an e-mail to start from. This is the only reminder.',
        ],
      },
      {
        kind: 'actions',
        actions: [
          formButton('referral.start', 'Refer a lead', {}, 'primary'),
          cardButton(SHOW_KIT, 'Open the kit', {}),
        ],
      },
    ],
  }),
  ({ now }) => [
    {
      context: {
        ...{ partnerName: 'Fjord Consulting' as Shareable, programName: 'Northwind Shield partners' },
        ...{ restricted: false, now },
      },
      facts: {},
    },
  ],
  { untilFirstReferral: true },
);

export const KIT_TEMPLATES: readonly Template[] = [welcome, firstReferral];
