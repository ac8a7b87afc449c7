import type { Examples } from '../people/examples.js';
import { ANSWER_FORMS } from './interactions.js';
import { thanksCard } from './thanks-card.js';

export const CHECK_IN_EXAMPLES: Examples = {
  cards: () => [
    { name: 'check-in/thanks', card: thanksCard('talk', 'fjord', 'Priya Nair') },
    { name: 'check-in/stopped', card: thanksCard('stop', 'fjord') },
  ],
  forms: () =>
    ANSWER_FORMS.map((form) => ({
      name: `form/${form.id}`,
      form: { ...form, carried: { partner: 'fjord', slot: '2026-Q4' } },
    })),
};
