import type { Referral } from '../referral/referral.js';
import type { FitPartId } from './fit-settings.js';
import { activeReps, activeServiceLines, type Program } from './program.js';

/** One thing that speaks for a referral, or does not. */
export interface FitPart {
  id: FitPartId;
  /** Never more than `of`. */
  points: number;
  of: number;
  /** In a few words for staff. */
  why: string;
}

/** How much speaks for a referral: for the order in which staff look at it, and for nothing else. */
export interface Fit {
  /** 0 to 100. */
  score: number;
  /** Those that count in this program. */
  parts: FitPart[];
}

type Scored = Pick<Referral, 'prospect' | 'contact' | 'serviceLineId' | 'region' | 'urgency'>;

/** Which share of its points a part earns, from 0 to 1, and why. */
type Judge = (referral: Scored, program: Program) => { share: number; why: string };

/**
 * Worked out from what the form said and the program as it is. Pure; knowing more never makes it less. Undefined where
 * the program counts nothing. For staff alone: it rejects nobody, and a partner never sees it.
 */
export function fitOf(referral: Scored, program: Program): Fit | undefined {
  const { weights } = program.fit;
  const parts = (Object.keys(JUDGES) as FitPartId[])
    .filter((id) => weights[id] > 0)
    .map((id): FitPart => {
      const { share, why } = JUDGES[id](referral, program);
      return { id, points: Math.round(share * weights[id]), of: weights[id], why };
    });
  const [points, of] = [sum(parts.map((part) => part.points)), sum(parts.map((part) => part.of))];
  return of === 0 ? undefined : { score: Math.round((100 * points) / of), parts };
}

/** `Fit 70/100: Penetration testing is offered (25 of 25); …` */
export function fitWords({ score, parts }: Fit): string {
  const each = parts.map(({ why, points, of }) => `${why} (${points} of ${of})`);
  return `Fit ${score}/100: ${each.join('; ')}`;
}

/** The best first; of those as good the order given. One without a score comes last. */
export function bestFitFirst<One extends Scored>(referrals: readonly One[], program: Program): One[] {
  const scoreOf = (referral: One) => fitOf(referral, program)?.score ?? 0;
  const scored = referrals.map((referral) => ({ referral, score: scoreOf(referral) }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ referral }) => referral);
}

const JUDGES: Record<FitPartId, Judge> = {
  serviceLine: ({ serviceLineId }, program) => {
    const line = activeServiceLines(program).find(({ id }) => id === serviceLineId);
    if (line) return { share: 1, why: `${line.name} is offered` };
    return { share: 0, why: serviceLineId ? 'that service is no longer offered' : 'no service line' };
  },

  region: ({ region }, program) => {
    if (region === undefined) return { share: 0, why: 'no region given' };
    const named = program.regions.find(({ id }) => id === region)?.name ?? region;
    const covered = activeReps(program).some(
      ({ regions }) => regions.length === 0 || regions.includes(region),
    );
    return covered
      ? { share: 1, why: `a rep covers ${named}` }
      : { share: 0.25, why: `no rep covers ${named}` };
  },

  contact: ({ contact: { email, phone }, prospect: { domain } }) => {
    const own = email !== undefined && domain !== undefined && isAt(email, domain);
    if (own) return { share: 1, why: 'a work address' };
    if (email && phone) return { share: 0.75, why: 'e-mail and phone' };
    if (email) return { share: 0.5, why: 'an e-mail address' };
    return phone ? { share: 0.5, why: 'a phone number' } : { share: 0, why: 'no e-mail or phone' };
  },

  role: ({ contact: { role } }, program) => {
    if (!role) return { share: 0, why: 'no role given' };
    const words = new Set(wordsOf(role));
    const decides = program.fit.decidingRoles.some((one) => wordsOf(one).every((word) => words.has(word)));
    return decides ? { share: 1, why: 'somebody who decides' } : { share: 0.5, why: 'a role is given' };
  },

  urgency: ({ urgency }) => {
    if (urgency === 'now') return { share: 1, why: 'urgent' };
    return urgency === 'normal' ? { share: 0.6, why: 'this quarter' } : { share: 0, why: 'no hurry' };
  },
};

function isAt(email: string, domain: string): boolean {
  const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return host === domain || host.endsWith(`.${domain}`);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
