import type { Examples } from '../people/examples.js';
import { choosePartnerCard, codeCard } from './code-cards.js';
import { chooseForm } from './interactions.js';

/** With an earlier code that works still, and without an address to be reached at. */
export const ATTRIBUTION_EXAMPLES: Examples = {
  cards: ({ actors, now }) => {
    const partner = { id: 'fjord', name: 'Fjord Consulting' };
    const made = { programId: 'p', partnerId: 'fjord', madeBy: actors.staff.person, madeAt: now };
    const codes = [
      { ...made, code: '7K3M9QXT', current: true },
      { ...made, code: 'R4WN2HPC', current: false },
    ];
    const pageUrl = (path: string) => `https://referrals.northwind.example${path}`;
    return [
      { name: 'code/partner', card: codeCard({ partner, codes, pageUrl, reader: 'partner' }) },
      { name: 'code/manager', card: codeCard({ partner, codes, pageUrl, reader: 'manager' }) },
      {
        name: 'code/no address',
        card: codeCard({ partner, codes: codes.slice(0, 1), pageUrl: () => undefined, reader: 'staff' }),
      },
      { name: 'code/choose', card: choosePartnerCard() },
    ];
  },
  forms: ({ program, channel }) => [{ name: 'form/code', form: chooseForm(program, channel) }],
};
