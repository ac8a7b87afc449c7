import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announce } from '../../src/referral/announcements.js';
import { type Act, alreadyDone, type Decision } from '../../src/referral/decide.js';
import * as talk from '../../src/referral/decide-conversation.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { isTerminal, STATES } from '../../src/referral/states.js';
import { VERBS, verbsFrom } from '../../src/referral/transitions.js';
import { DO, JONAS, LENA, MAYA, minutesAfter, PRIYA, referralIn, stored, WORDS } from './referrals.js';

type Doing = (referral: Referral, act: Act) => Decision | undefined;

/** Everything that can be done to a referral, allowed or not. */
const DOINGS: Record<string, Doing> = {
  ...DO,
  undo: talk.undo,
  ask: (r, act) => talk.askPartner(r, WORDS, act, 'jonas'),
  answer: (r, act) => talk.answerQuestion(r, 'Forty.', act),
  add: (r, act) => talk.addInformation(r, 'More.', act),
  note: (r, act) => talk.addNote(r, { audience: 'internal', text: 'Hm.', by: act.by, at: act.at }, act),
  tell: (r, act) =>
    talk.addNote(r, { audience: 'partner', text: shareableText('Hello.'), by: act.by, at: act.at }, act),
};

interface Step {
  doing: string;
  by: typeof JONAS;
  /** Since the step before. */
  minutes: number;
  /** The platform delivers it again. */
  again: boolean;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    doing: fc.constantFrom(...Object.keys(DOINGS)),
    by: fc.constantFrom(JONAS, LENA, PRIYA, MAYA),
    minutes: fc.constantFrom(0, 1, 4, 6, 600),
    again: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** Steers half of the steps to what the state allows, so that walks go far. */
const walks = fc.tuple(steps, fc.array(fc.nat(), { maxLength: 40 })).map(([all, picks]) => ({
  all,
  pick: (referral: Referral, index: number, otherwise: string): string => {
    const verbs = verbsFrom(referral.state);
    const pick = picks[index];
    return pick === undefined || verbs.length === 0 ? otherwise : (verbs[pick % verbs.length] ?? otherwise);
  },
}));

interface Walked {
  before: Referral;
  after: Referral;
  decision: Decision;
  act: Act;
}

/** As actOnReferral does it, without the store: an act that was done is not done again; a refusal changes nothing. */
function walk({ all, pick }: typeof walks extends fc.Arbitrary<infer Walk> ? Walk : never): Walked[] {
  let referral = referralIn('submitted');
  let minutes = 0;
  const taken: Walked[] = [];
  all.forEach((step, index) => {
    minutes += step.minutes;
    const act: Act = { key: `act-${index}`, by: step.by, at: minutesAfter(minutes) };
    const doing = DOINGS[pick(referral, index, step.doing)] as Doing;
    for (let delivery = 0; delivery < (step.again ? 2 : 1); delivery += 1) {
      if (alreadyDone(referral, act)) continue;
      const before = referral;
      const copy = structuredClone(before);
      let decision: Decision | undefined;
      try {
        decision = doing(before, act);
      } catch {}
      expect(before).toEqual(copy);
      if (!decision) continue;
      referral = stored(before, decision);
      taken.push({ before, after: referral, decision, act });
    }
  });
  return taken;
}

const HAS_CLAIM = [
  'claimed',
  'accepted',
  'contacted',
  'meeting_scheduled',
  'meeting_held',
  'qualified',
  'opportunity',
];

test('whatever people do in whatever order, the record holds together', () => {
  fc.assert(
    fc.property(walks, (steps) => {
      for (const { before, after, decision, act } of walk(steps)) {
        expect(STATES).toContain(after.state);
        // The record only grows, and knows where it got to.
        expect(after.events.slice(0, before.events.length)).toEqual(before.events);
        expect(after.events.at(-1)?.state).toBe(after.state);
        expect(decision.events[0]?.id).toBe(act.key);
        const ids = after.events.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        // Whoever works on it has it; who has ended it says how.
        if (HAS_CLAIM.includes(after.state)) expect(after.claim).toBeDefined();
        if (['submitted', 'in_review', 'routed'].includes(after.state)) expect(after.claim).toBeUndefined();
        if (
          !['submitted', 'in_review', ...(isTerminal(after.state) ? [after.state] : [])].includes(after.state)
        )
          expect(after.route).toBeDefined();
        expect(after.outcome?.state).toBe(isTerminal(after.state) ? after.state : undefined);
        if (after.state === 'nurture') expect(after.wakeAt).toBeDefined();
        else if (!isTerminal(after.state)) expect(after.wakeAt).toBeUndefined();
        if (after.undo) {
          expect(after.undo.until > act.at || after.undo.eventId !== act.key).toBe(true);
          expect(ids).toContain(after.undo.eventId);
          expect(after.undone).not.toContain(after.undo.eventId);
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('messages are announced once each, stay the same when decided again, and end up consistent with the end', () => {
  const account = (repId: string) => ({ platform: 'slack', userId: `U${repId}` }) as const;
  fc.assert(
    fc.property(walks, (steps) => {
      const walked = walk(steps);
      const keys = new Set<string>();
      for (const { before, decision } of walked) {
        const messages = announce(before, decision, account);
        expect(announce(before, decision, account)).toEqual(messages);
        for (const { key } of messages) {
          expect(keys.has(key)).toBe(false);
          keys.add(key);
        }
      }
      // Of all the ends that were reached exactly those that stood are told.
      const last = walked.at(-1)?.after;
      const told = walked
        .flatMap(({ before, decision }) => announce(before, decision, account))
        .filter(({ template }) => template === 'loop-closed');
      const standing = told.filter(
        ({ unlessUndone }) => !unlessUndone || !last?.undone.includes(unlessUndone),
      );
      if (last && isTerminal(last.state)) expect(standing.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

test('from the first state every other can be reached, and nothing is stuck', () => {
  const reached = new Set<string>();
  const visit = (referral: Referral, depth: number): void => {
    if (reached.has(referral.state) || depth > 12) return;
    reached.add(referral.state);
    for (const verb of VERBS) {
      try {
        const act = { key: `${depth}-${verb}-${referral.state}`, by: JONAS, at: minutesAfter(depth) };
        const decision = DO[verb](referral, act);
        if (decision) visit(stored(referral, decision), depth + 1);
      } catch {}
    }
  };
  visit(referralIn('submitted'), 0);
  expect([...reached].sort()).toEqual([...STATES].sort());
  for (const state of STATES) expect(verbsFrom(state).length).toBeGreaterThan(0);
});
