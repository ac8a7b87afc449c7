import type { Touch } from '../referral/attribution.js';
import type { Referral } from '../referral/referral.js';

/** That a partner sent this referral itself. */
export function ownTouch(
  { id, door, createdAt }: Pick<Referral, 'id' | 'door' | 'createdAt'>,
  partner: { id: string; name: string },
  code?: string,
): Touch {
  return {
    partnerId: partner.id,
    partnerName: partner.name,
    referralId: id,
    door,
    ...(code === undefined ? {} : { code }),
    at: createdAt,
    registered: true,
  };
}
