import type { Examples } from '../people/examples.js';

export const ROUTING_EXAMPLES: Examples = {
  openedFrom: {
    reject: ({ referral }) => referral('routed'),
    assign: ({ referral }) => referral('claimed'),
    setPartner: ({ referral }) => referral('in_review'),
    route: ({ referral }) => referral('submitted'),
  },
};
