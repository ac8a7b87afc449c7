import { FAILURE_WORDS } from '../../../people/tell-failure.js';

/** The same with what is so on this platform alone. */
export const WORDS = {
  ...FAILURE_WORDS,
  stillWorking: 'This takes longer than usual. It is still being worked on; you will see here how it ended.',
  doneLate: 'Done. Thank you for waiting.',
  tookTooLong: 'Slack took too long to open the form, so nothing was started. Please press again.',
  formNotOpened:
    'The form could not be opened just now, and nothing was started. Please press again in a minute.',
  olderButton:
    'This button is from an older version and no longer does anything. A newer card, or "help", shows what you can do.',
  noFormHere:
    'A form cannot be opened from a mention. Use the button on the pinned card, or a slash command.',
} as const;
