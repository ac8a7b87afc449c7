import type { Examples } from '../people/examples.js';
import { askedCard } from './interactions.js';
import { listCard } from './messages.js';
import { rhythmCard } from './rhythm.js';

export const DIGEST_EXAMPLES: Examples = {
  cards: ({ referral, now }) => {
    const routed = referral('routed');
    const line = {
      text: [{ bold: routed.prospect.company }, ': nobody has claimed it'],
      referral: routed,
    };
    return [
      {
        name: 'digest/rhythm',
        card: rhythmCard([
          { what: 'Your digest of the program', rhythm: { every: 'weekly', at: '09:00', day: 'mon' } },
          { what: 'Your morning list', rhythm: { every: 'off', at: '08:30', day: 'mon' } },
        ]),
      },
      { name: 'digest/asked', card: askedCard({ repName: 'Jonas Weber', already: false, at: now }) },
      { name: 'digest/asked already', card: askedCard({ repName: 'Jonas Weber', already: true }) },
      { name: 'digest/list', card: listCard({ matter: 'overdue', total: 20, lines: [line] }, 'manager', 8) },
    ];
  },
};
