import { expect, test } from 'vitest';
import { gatherInteractions } from '../../src/assemble/interactions.js';
import { actionIds, FORMS, ownViewIds } from './catalogue-cards.js';

// The handlers are only listed here; what they need is read when one is called.
const { actions, submissions } = gatherInteractions({} as Parameters<typeof gatherInteractions>[0]);

test('whatever can be pressed or sent anywhere in the catalogue, somebody answers to', () => {
  const answered = new Set(actions.map(({ actionId }) => actionId));
  // The cards of samples.ts are the contract's own.
  const pressed = [...actionIds(), ...ownViewIds()].filter((id) => !id.startsWith('contract.'));
  expect(pressed.length).toBeGreaterThan(25);
  expect(pressed.filter((id) => !answered.has(id))).toEqual([]);
  const taken = new Set(submissions.map(({ formId }) => formId));
  expect(FORMS.filter(({ form }) => !taken.has(form.id)).map(({ name }) => name)).toEqual([]);
});
