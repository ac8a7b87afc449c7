import { FAILURE_WORDS } from '../../../people/tell-failure.js';

/** The same with what is so on this platform alone. */
export const WORDS = {
  ...FAILURE_WORDS,
  done: 'Done. The card is brought up to date.',
  stillWorking: 'This takes longer than usual. It is still being worked on; the card will show how it ended.',
  notShown: 'This could not be shown just now, and nothing was changed. Please press again in a minute.',
  olderButton:
    'This button is from an older version or from another place, and does nothing here. A newer card, or "help", shows what you can do.',
} as const;
