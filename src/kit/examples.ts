import type { Examples } from '../people/examples.js';
import { briefFor } from './brief.js';
import { kitCard } from './messages.js';

export const KIT_EXAMPLES: Examples = {
  cards: ({ program }) => [
    {
      name: 'kit/partner',
      card: kitCard(briefFor(program, program.partners[0]), 'https://desk.example.com/kit/fjord/a-seal'),
    },
    { name: 'kit/partners in general', card: kitCard(briefFor(program)) },
  ],
};
