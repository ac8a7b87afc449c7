import { type Card, cardButton, formButton } from '../messages/card.js';
import { DO_NOT_SHARE } from '../program/do-not-share.js';
import type { Program } from '../program/program.js';
import { programTemplate, type Template } from '../program/template.js';

/** The card that stays pinned in a partner's channel: the door for people who cannot use slash commands. */
const referCard = programTemplate<{ partnerName?: string }>(
  'refer-card',
  ({ program }, { partnerName }) => ({
    summary: `Refer a lead to ${program.name}`,
    elements: [
      { kind: 'title', text: 'Know somebody we could help?' },
      {
        kind: 'text',
        text: [
          partnerName ? `${partnerName} and ${program.name} work together here. ` : '',
          'Press the button, tell us who and why, and follow it in this channel. It takes under a minute, and you hear back every time.',
        ],
      },
      {
        kind: 'actions',
        actions: [
          formButton('referral.start', 'Refer a lead', {}, 'primary'),
          cardButton('referral.status', 'Our referrals', {}),
        ],
      },
      { kind: 'context', text: DO_NOT_SHARE },
    ],
  }),
  ({ program, now }) => [{ context: { program, now }, facts: { partnerName: 'Fjord Consulting' } }],
);

export const INTAKE_TEMPLATES: readonly Template[] = [referCard];

/** Where a form cannot be opened at once (an @mention has no trigger): one button away. */
export function openFormCard(program: Program): Card {
  return {
    summary: `Refer a lead to ${program.name}`,
    elements: [
      { kind: 'text', text: 'Here is the form. It takes under a minute.' },
      {
        kind: 'actions',
        actions: [formButton('referral.start', 'Refer a lead', { door: 'mention' }, 'primary')],
      },
    ],
  };
}
