import type { Examples } from '../people/examples.js';
import { ownClaimCard } from './messages.js';

export const HANDOFF_EXAMPLES: Examples = {
  cards: ({ staff }) => [{ name: 'own/claim', card: ownClaimCard(staff('accepted')) }],
};
