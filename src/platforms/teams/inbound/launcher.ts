import { type Card, cardButton, formButton } from '../../../messages/card.js';
import { shortened } from '../../../messages/shorten.js';
import type { ParsedCommand } from './parse-command.js';

/**
 * Teams shows nothing to one person alone in a channel. So a command whose answer is for its asker is answered with a
 * button for everybody, and whoever presses it gets what is theirs, in a dialog. That works for guests and for people of
 * other tenants too.
 */
export const LAUNCH_COMMAND = 'desk.command';

/** Answers in which nothing is anybody's own: these are simply said. */
const OPEN_ANSWERS = new Set(['help', 'greet']);

const LONGEST_TEXT = 200;

const FOR_ONE = 'This is shown to whoever presses, and to nobody else.';
const OTHER = { text: FOR_ONE, label: 'Show it to me' };
const LIST = { text: FOR_ONE, label: 'Show my referrals' };

const LABELS: Readonly<Record<string, { text: string; label: string }>> = {
  refer: { text: 'Here is the form. It takes under a minute.', label: 'Refer a lead' },
  setup: {
    text: 'Say what this channel is for: a partner, triage or the digest.',
    label: 'Set up this channel',
  },
  find: {
    text: 'What was found is shown to whoever presses, and to nobody else.',
    label: 'Show what was found',
  },
  terms: { text: FOR_ONE, label: 'Read the terms' },
  kit: { text: FOR_ONE, label: 'Show the kit' },
  export: {
    text: 'The link to the file comes to the personal chat of a program manager who presses.',
    label: 'Choose what to export',
  },
  status: LIST,
  mine: LIST,
  referrals: LIST,
};

export function isAnsweredOpenly({ name }: ParsedCommand): boolean {
  return OPEN_ANSWERS.has(name);
}

export function launcher({ name, text }: ParsedCommand): Card {
  const { text: words, label } = (Object.hasOwn(LABELS, name) ? LABELS[name] : undefined) ?? OTHER;
  const value = { command: name, text: shortened(text, LONGEST_TEXT) };
  const isForm = name === 'refer' || name === 'setup';
  return {
    summary: label,
    elements: [
      { kind: 'text', text: words },
      {
        kind: 'actions',
        actions: [
          isForm
            ? formButton(LAUNCH_COMMAND, label, value, 'primary')
            : cardButton(LAUNCH_COMMAND, label, value),
        ],
      },
    ],
  };
}
