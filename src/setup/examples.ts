import type { Examples } from '../people/examples.js';
import { setupForm } from './setup-form.js';
import { welcomeCard } from './setup-messages.js';

/** With a program to add to, and before there is one. */
export const SETUP_EXAMPLES: Examples = {
  cards: () => [
    { name: 'welcome/administrator', card: welcomeCard(true) },
    { name: 'welcome/anybody', card: welcomeCard(false) },
  ],
  forms: ({ program, channel, actors }) => [
    { name: 'form/setup', form: setupForm(program, channel, actors.staff) },
    { name: 'form/first setup', form: setupForm(undefined, channel, actors.staff) },
  ],
};
