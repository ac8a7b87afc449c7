import { Refused } from '../errors.js';
import { textValue, typedText } from '../messages/form.js';
import { shortened } from '../messages/shorten.js';
import type { Step } from '../people/step.js';
import type { Program } from '../program/program.js';
import { endOfDay, extendedTo } from '../program/protection-window.js';
import { DAY_MS, dayNumber } from '../program/zone-days.js';
import { CONFLICT_OUTCOMES, type ConflictOutcome, type ConflictSide } from '../referral/conflict.js';
import { type Act, type Decision, happen } from '../referral/decide.js';
import { decideConflict } from '../referral/decide-conflict.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { conflictWords, settleConflict } from './settle-conflict.js';

/** Sends a referral on by the rules of routing. */
export type RouteOn = (referral: Referral, program: Program, act: Act) => Decision;

const LONGEST_REASON = 1_000;
const MOST_DAYS = 730;

/** What staff decide about who has a company: until when it is protected, and whose it is. */
export function protectionSteps(route: RouteOn): readonly Step[] {
  return [EXTEND, decide(route)];
}

const EXTEND: Step = {
  name: 'extendProtection',
  wish: 'extend_protection',
  form: () => ({
    title: 'Extend the protection',
    submitLabel: 'Extend',
    intro: [
      'Nobody else may register the company for so long. The partner is told the new date, not the reason.',
    ],
    fields: [
      { key: 'until', label: 'Protected until the end of', kind: 'date', required: true },
      reasonField('Why? For colleagues.'),
    ],
  }),
  check: (values, program, now) => {
    const until = lastInstantOf(textValue(values, 'until'), program);
    return {
      ...(until && isWithin(until, now) ? {} : { until: 'Choose a day from today on, within two years.' }),
      ...(typedText(values, 'reason') ? {} : { reason: 'Say in a few words why.' }),
    };
  },
  decide: ({ referral, program, act, actor, values }) => {
    const { protection } = referral;
    if (!protection || isTerminal(referral.state))
      throw new Refused('out_of_date', `${referral.reference} is not protected any more.`);
    const until = lastInstantOf(textValue(values, 'until'), program) ?? protection.until;
    if (until <= protection.until)
      throw new Refused(
        'invalid',
        `${referral.reference} is protected as long as that already. Choose a later day.`,
      );
    const why = typedText(values, 'reason');
    const after = extendedTo(protection, until, act.at, why, actor.person.name);
    // An undo would take the new date back, which the partner has been told.
    return happen({ ...referral, protection: after, undo: undefined }, act, {
      type: 'protection_extended',
      until,
      why,
    });
  },
};

/** Of a date such as 2026-11-21 in the program's zone; undefined when it is none. */
function lastInstantOf(date: string, { timeZone }: Program): Date | undefined {
  try {
    return endOfDay(timeZone, dayNumber(date));
  } catch {
    return undefined;
  }
}

function isWithin(until: Date, now: Date): boolean {
  return until > now && until.getTime() - now.getTime() < MOST_DAYS * DAY_MS;
}

function decide(route: RouteOn): Step {
  return {
    name: 'decideConflict',
    wish: 'decide_conflict',
    form: ({ referral }) => ({
      title: 'Decide the conflict',
      submitLabel: 'Decide',
      intro: [
        'Both partners are told in the program’s words what becomes of their introduction, and nothing of each other. It cannot be undone.',
      ],
      fields: [
        {
          key: 'outcome',
          label: 'Whose is it?',
          kind: 'radio',
          required: true,
          options: CONFLICT_OUTCOMES.map((value) => ({ value, label: label(value, referral) })),
        },
        reasonField('Why? For colleagues; kept with both referrals.'),
      ],
    }),
    check: (values) => ({
      ...(isOutcome(textValue(values, 'outcome')) ? {} : { outcome: 'Choose one.' }),
      ...(typedText(values, 'reason') ? {} : { reason: 'Say in a few words why.' }),
    }),
    decide: ({ referral, program, act, values }) => {
      const outcome = textValue(values, 'outcome') as ConflictOutcome;
      const ruling = { outcome, reason: typedText(values, 'reason'), words: conflictWords(program) };
      return decideConflict(referral, ruling, act, (after, next) => route(after, program, next));
    },
    afterwards: async (deps, referral) => {
      const program = await deps.programs.current();
      if (program) await settleConflict(deps, referral, program);
    },
  };
}

function reasonField(label: string) {
  return { key: 'reason', label, kind: 'long_text', required: true, maxLength: LONGEST_REASON } as const;
}

function isOutcome(text: string): boolean {
  return (CONFLICT_OUTCOMES as readonly string[]).includes(text);
}

/** Option labels hold 75 characters on Slack. */
const LONGEST_NAME = 40;

function label(outcome: ConflictOutcome, { conflict }: Referral): string {
  if (outcome === 'joint') return 'Both go on with it';
  const side: ConflictSide | undefined = conflict?.[outcome];
  const name = side?.partner?.name ?? 'a partner not known yet';
  const short = shortened(name, LONGEST_NAME);
  return `${outcome === 'first' ? 'First' : 'Second'}: ${short}${side ? ` (${side.reference})` : ''}`;
}
