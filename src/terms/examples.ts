import type { Examples } from '../people/examples.js';
import { noTermsCard, termsCard } from './terms-card.js';

/** The terms as whoever asks for them reads them. */
export const TERMS_EXAMPLES: Examples = {
  cards: ({ program, terms, now, actors }) => {
    const shown = { programName: program.name, terms, since: now, page: 0 };
    const acceptance = { by: actors.partner.person, at: now };
    const long = { ...terms, text: 'We answer each introduction within two business days. '.repeat(150) };
    return [
      { name: 'terms/to accept', card: termsCard({ ...shown, standing: { kind: 'asked' } }) },
      { name: 'terms/accepted', card: termsCard({ ...shown, standing: { kind: 'accepted', acceptance } }) },
      {
        name: 'terms/changed meanwhile',
        card: termsCard({ ...shown, standing: { kind: 'asked', changed: true } }),
      },
      { name: 'terms/long', card: termsCard({ ...shown, terms: long, standing: { kind: 'asked' } }) },
      {
        name: 'terms/program manager',
        card: termsCard({ ...shown, standing: { kind: 'staff', accepted: 17 } }),
      },
      { name: 'terms/none', card: noTermsCard(program.name, true) },
    ];
  },
};
