import type { Partner } from './partner-settings.js';
import { findPartner, hasHadChannel, isOpenFor, type Program } from './program.js';

/** DESIGN.md section 2. */
export const PARTNER_STATES = ['invited', 'active', 'dormant', 'paused', 'suspended', 'ended'] as const;
export type PartnerState = (typeof PARTNER_STATES)[number];

/**
 * What a partner is, by the program; of several the first that holds: it has left, may not refer (for now or at all), is
 * paused, or has never had a channel. Who is dormant is known by what the partner did, not by the program.
 */
export function partnerState(program: Program, { id, standing, paused }: Partner): PartnerState {
  if (!findPartner(program, id)) return 'ended';
  if (standing) return 'suspended';
  if (paused) return 'paused';
  return hasHadChannel(program, id) ? 'active' : 'invited';
}

/**
 * Why nobody invites a partner to refer without being asked, neither by a check-in nor by the reminder of its first
 * referral; undefined when it may be. Whoever is outside a pilot waits as one that is paused.
 */
export function leftInPeace(
  program: Program,
  partnerId: string,
): 'ended' | 'suspended' | 'paused' | 'no_channel' | undefined {
  const partner = findPartner(program, partnerId);
  const state = partner ? partnerState(program, partner) : 'ended';
  if (state === 'ended' || state === 'suspended') return state;
  if (state === 'paused' || !isOpenFor(program, partnerId)) return 'paused';
  return state === 'invited' ? 'no_channel' : undefined;
}

/** It was known, and is no partner any more: it is told what becomes of its referrals, and asked for nothing. */
export function hasLeft(program: Program, partnerId: string | undefined): boolean {
  return partnerId !== undefined && findPartner(program, partnerId) === undefined;
}
