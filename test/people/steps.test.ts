import { expect, test } from 'vitest';
import { STEPS } from '../../src/catalogue.js';
import { STEP_BUTTONS } from '../../src/referral/next-steps.js';

test('a step’s button says beforehand whether a form opens', () => {
  expect(STEPS.length).toBeGreaterThan(20);
  for (const step of STEPS) {
    expect([step.name, 'form' in STEP_BUTTONS[step.name]]).toEqual([step.name, step.form !== undefined]);
  }
});
