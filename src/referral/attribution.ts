/** Who is credited among partners who had to do with one prospect; what each model does is src/attribution/decide-attribution.ts. */
export const CREDIT_MODELS = ['registration_wins', 'first_touch', 'last_touch'] as const;
export type CreditModel = (typeof CREDIT_MODELS)[number];

/** By which way a referral was sent. */
export type Door = 'button' | 'mention' | 'command' | 'shortcut' | 'landing' | 'webhook' | 'seed';

/** The partner brought it, or had a part in what another brought. */
export type CreditSource = 'sourced' | 'influenced';

/**
 * A partner had to do with the prospect. No visit is recorded and no cookie is set: a touch is a referral that was sent,
 * in chat or through the partner's link.
 */
export interface Touch {
  partnerId: string;
  partnerName: string;
  /** The referral that was sent; this one or another about the same prospect. */
  referralId: string;
  door: Door;
  /** Of the partner's link. */
  code?: string;
  at: Date;
  /** Whether that referral stands: it was not turned down, withdrawn or left to expire. */
  registered: boolean;
}

export interface Attribution {
  model: CreditModel;
  /** The partner credited by the model, or by a program manager. */
  partnerId: string;
  /** The link it came by. */
  code?: string;
  /** What the referral's own partner is: it is credited, or another is. */
  source: CreditSource;
  /** Oldest first. */
  touches: Touch[];
  at: Date;
  /** Keyed hash of the network address it was sent from, where it came by the landing form. */
  address?: string;
  /** A program manager decided otherwise than the model; the last time. */
  decided?: { by: string; reason: string; at: Date; from: string };
}

interface Credited {
  attribution?: Attribution | undefined;
  partner?: { id: string } | undefined;
}

/** The partner whose rewards it earns. */
export function creditedPartnerId({ attribution, partner }: Credited): string | undefined {
  return attribution?.partnerId ?? partner?.id;
}

/** Whether the words in it are another partner's than the one it is credited to now: that one may not read them. */
export function isHandedOver({ id, attribution, partner }: Credited & { id: string }): boolean {
  const own = attribution?.touches.find(({ referralId }) => referralId === id);
  return own !== undefined && partner !== undefined && own.partnerId !== partner.id;
}
