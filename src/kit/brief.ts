import { showAmount } from '../program/amount.js';
import { DO_NOT_SHARE } from '../program/do-not-share.js';
import type { KitWords } from '../program/kit-settings.js';
import type { Partner } from '../program/partner-settings.js';
import { activeServiceLines, type Program } from '../program/program.js';
import { rewardTermsOf } from '../program/reward-settings.js';
import type { RewardRule, RewardSize } from '../referral/reward-terms.js';
import { type Shareable, shareableText } from '../referral/shareable.js';

/** All that a partner needs to refer well, on one page. Everything in it is meant for partners. */
export interface Brief {
  title: Shareable;
  /** For whom it is written; absent: for partners in general. */
  partnerName?: Shareable;
  whoFits: Shareable[];
  whoDoesNot: Shareable[];
  whatToSay: Shareable[];
  whatNotToShare: Shareable[];
  introductionEmail: Shareable;
  caseStudies: { title: Shareable; url: string }[];
  termsVersion?: Shareable;
  /** At most two lines, one a step. */
  rewards: Shareable[];
}

/** The page of a partner, or of partners in general, from the program as it is in force. Pure. */
export function briefFor(program: Program, partner?: Partner): Brief {
  const own = wordsFor(program, partner);
  const names = { '{program}': program.name, '{partner}': partner?.name ?? 'our company' };
  const named = (text: string) =>
    shareableText(text.replace(/\{(program|partner)\}/g, (sign) => names[sign as keyof typeof names]));
  const list = (lines: readonly string[]) => lines.map(named);
  return {
    title: shareableText(`How to refer to ${program.name}`),
    ...(partner ? { partnerName: shareableText(partner.name) } : {}),
    whoFits: list(own.whoFits ?? fits(program)),
    whoDoesNot: list(own.whoDoesNot ?? DOES_NOT_FIT),
    whatToSay: list(own.whatToSay ?? toSay(program)),
    whatNotToShare: list(own.whatNotToShare ?? [DO_NOT_SHARE]),
    introductionEmail: named(own.introductionEmail ?? INTRODUCTION),
    caseStudies: (own.caseStudies ?? []).map(({ title, url }) => ({ title: shareableText(title), url })),
    ...(program.terms ? { termsVersion: shareableText(program.terms.version) } : {}),
    rewards: partner ? rewardLines(program, partner).map(shareableText) : [],
  };
}

/** Part by part: the words for the partner's kind, else those for everybody. */
function wordsFor({ kit: { byKind, ...all } }: Program, partner: Partner | undefined): KitWords {
  const forKind = partner ? byKind[partner.kind] : undefined;
  const given = Object.entries(forKind ?? {}).filter(([, value]) => value !== undefined);
  return { ...all, ...Object.fromEntries(given) };
}

const MOST_LINES = 8;

function fits(program: Program): string[] {
  const all = activeServiceLines(program);
  const lines = all
    .slice(0, all.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES)
    .map(({ name, description }) => (description ? `${name}: ${description}` : name));
  if (all.length > lines.length) lines.push(`${all.length - lines.length} more: the form lists them all.`);
  return lines.length > 0 ? lines : ['Companies that could use what {program} does.'];
}

const DOES_NOT_FIT = [
  'Somebody who does not know that you introduce them.',
  'Companies of which you know the name and nothing else.',
  'Not sure? Refer all the same: we look, and you hear back every time.',
];

function toSay({ consent }: Program): string[] {
  return [
    'What you have noticed, in their own words, and what it costs them.',
    'That you know {program}, and that one of its specialists would get in touch.',
    `Ask them first. In the form you confirm: "${consent.wording}"`,
  ];
}

const INTRODUCTION = `Subject: An introduction to {program}

Hello [name],

when we spoke you mentioned [what they want to solve]. We work with {program}, who do exactly this. May I pass on your name and e-mail address, so that one of their specialists gets in touch? There is no obligation.

Best regards
[your name], {partner}`;

/** What the plan pays for each step, in the words of who earns it. None: the program, or this partner, has no rewards. */
function rewardLines(program: Program, partner: Partner): string[] {
  const terms = rewardTermsOf(program, { partner: { id: partner.id, name: partner.name } });
  const { qualified, won } = terms?.steps ?? {};
  return [
    ...(qualified ? [`When the meeting is qualified: ${earned(qualified)}.`] : []),
    ...(won ? [`When the deal is signed${won.untilCollected ? ' and paid for' : ''}: ${earned(won)}.`] : []),
  ];
}

const GIVEN_AS = { cash: '', credits: ' in credits', buyer_discount: ' as a discount for the customer' };

function earned(rule: RewardRule): string {
  const { bySize, currency, pays } = rule;
  if (!bySize) return size(rule, currency) + GIVEN_AS[pays];
  const sizes = bySize.toSorted((a, b) => a.from - b.from);
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last) return 'as agreed';
  const range =
    sizes.length === 1
      ? size(first, currency)
      : `from ${size(first, currency)} up to ${size(last, currency)}, by the size of the deal`;
  return range + GIVEN_AS[pays];
}

function size({ flat, basisPoints = 0 }: RewardSize, currency: string): string {
  if (flat !== undefined) return showAmount({ minorUnits: flat, currency });
  return `${(basisPoints / 100).toString()} % of the first year’s revenue`;
}
