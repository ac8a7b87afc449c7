import { type Card, formButton } from '../messages/card.js';
import { programTemplate, type Template } from '../program/template.js';

/** Posted when the bot is invited to a channel. */
const greeting = programTemplate<{ assigned?: boolean }>(
  'greeting',
  ({ program }, { assigned }) => ({
    summary: 'Hello from Referral Desk',
    elements: [
      {
        kind: 'text',
        text: [
          { bold: 'Hello, I am Referral Desk. ' },
          `I bring partner referrals for ${program.name} to the right rep and tell partners how they go.`,
        ],
      },
      {
        kind: 'text',
        text: assigned
          ? 'This channel is set up already. Mention me with the word help to see what you can do here.'
          : 'A program manager can say what this channel is for.',
      },
      {
        kind: 'actions',
        actions: assigned
          ? [formButton('referral.start', 'Refer a lead', {}, 'primary')]
          : [formButton('setup.start', 'Set up this channel', {}, 'primary')],
      },
    ],
  }),
  ({ program, now }) => [
    { shows: 'new channel', context: { program, now }, facts: {} },
    { shows: 'known channel', context: { program, now }, facts: { assigned: true } },
  ],
);

/** Somebody picked in the setup turned out to be a guest. */
const guestRep = programTemplate<{ name?: string }>(
  'guest-rep',
  (_context, { name }) => {
    const text = `${name} is a guest of your workspace, so they cannot claim referrals and have not been made a rep.`;
    return { summary: text, elements: [{ kind: 'text', text }] };
  },
  ({ program, now }) => [{ context: { program, now }, facts: { name: 'Sam Rivera' } }],
);

export const SETUP_TEMPLATES: readonly Template[] = [greeting, guestRep];

/** Shown to the inviter while there is no program: nothing can be posted in its name yet. */
export function welcomeCard(canSetUp: boolean): Card {
  return {
    summary: 'Hello from Referral Desk',
    elements: [
      {
        kind: 'text',
        text: [
          { bold: 'Hello, I am Referral Desk. ' },
          'I bring partner referrals to the right rep and tell partners how they go.',
        ],
      },
      {
        kind: 'text',
        text: canSetUp
          ? 'There is no program yet. Setting up this channel creates it and makes you its program manager.'
          : 'There is no program yet. An administrator of this workspace can create it by setting up a channel.',
      },
      { kind: 'actions', actions: [formButton('setup.start', 'Set up this channel', {}, 'primary')] },
    ],
  };
}
