import type { TermsAcceptance } from '../program/terms.js';
import type { Actor } from './actor.js';

/** That somebody accepts a version of the terms, by the box in a form or by the command. */
export function acceptanceBy(
  { person, partner }: Actor,
  accepted: Pick<TermsAcceptance, 'programId' | 'version' | 'at' | 'how'>,
): TermsAcceptance {
  return {
    ...accepted,
    by: person,
    ...(partner ? { partner: { id: partner.id, name: partner.name } } : {}),
  };
}
