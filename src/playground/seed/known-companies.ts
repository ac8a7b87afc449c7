/** What the vendor's CRM knows: the lists that are imported before the story begins. Titles are the names of our fields. */
export const PLAYGROUND_CUSTOMERS = [
  {
    id: 'A-1001',
    name: 'Nordlicht Versicherung AG',
    domain: 'nordlicht-versicherung.de',
    owner: 'Nadia Kern',
  },
  { id: 'A-1002', name: 'Brightwater Trust', domain: 'brightwater-trust.org.uk', owner: 'Nadia Kern' },
  { id: 'A-1003', name: 'Varuna Pharma Ltd', domain: 'varuna-pharma.in', owner: 'Omar Haddad' },
];

export const PLAYGROUND_OPPORTUNITIES = [
  {
    id: 'O-2001',
    name: 'Cedar & Vale Hotels',
    domain: 'cedarvale-hotels.com',
    owner: 'Omar Haddad',
    stage: 'Proposal',
  },
];
