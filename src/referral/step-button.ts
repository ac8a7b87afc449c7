import type { Referral } from './referral.js';
import { isAllowed, type Verb } from './transitions.js';

/** A step's button, as data: what it is called and when it makes sense. Ids live on in old messages: never reuse one. */
export interface StepButton {
  id: string;
  label: string;
  style?: 'primary' | 'danger';
  confirm?: { title: string; text: string; confirm: string; cancel: string };
  /** A press opens a form, always or while this is so; then the step has a form, too (test/people/steps.test.ts). */
  form?: true | ((referral: Referral) => boolean);
  possible: (referral: Referral) => boolean;
}

/** The table of transitions lets it happen now. */
export const allowed =
  (verb: Verb) =>
  (referral: Referral): boolean =>
    isAllowed(verb, referral.state);
