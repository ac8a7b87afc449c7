import type { Step } from '../people/step.js';
import { ENDING_STEPS } from './ending-steps.js';
import { PROGRESS_STEPS } from './progress-steps.js';
import { TALKING_STEPS } from './talking-steps.js';

/** What the rep does after claiming, and what is said about it. */
export const REP_STEPS: readonly Step[] = [...PROGRESS_STEPS, ...ENDING_STEPS, ...TALKING_STEPS];
