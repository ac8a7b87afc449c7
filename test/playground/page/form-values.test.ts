import { describe, expect, it } from 'vitest';
import { slackErrors, valuesOf } from '../../../src/playground/page/modal/form-values.js';
import { referForm } from './block-kit.js';

describe('form values', () => {
  it('start as Slack states them for a view nobody has touched', () => {
    const values = valuesOf(referForm(), {});
    expect(values.company?.answer).toEqual({ type: 'plain_text_input', value: null });
    expect(values.service?.answer).toEqual({ type: 'static_select', selected_option: null });
    expect(values.consent?.answer).toEqual({ type: 'checkboxes', selected_options: [] });
    expect(values.by?.answer).toEqual({ type: 'datepicker', selected_date: '2026-12-01' });
    expect(values.note).toBeUndefined();
  });

  it('keep what was typed when a view is updated, unless the element became another', () => {
    const typed = { company: { answer: { type: 'plain_text_input', value: 'Acme' } }, gone: { answer: {} } };
    expect(valuesOf(referForm(), typed).company?.answer).toEqual(typed.company.answer);
    expect(valuesOf(referForm(), typed).gone).toBeUndefined();
    const other = { company: { answer: { type: 'static_select', selected_option: null } } };
    expect(valuesOf(referForm(), other).company?.answer?.type).toBe('plain_text_input');
  });

  it('are checked as Slack does: required fields only, and spaces count as filled', () => {
    const empty = slackErrors(referForm(), valuesOf(referForm(), {}));
    expect(Object.keys(empty)).toEqual(['company', 'problem', 'service', 'consent']);
    const spaces = { company: { answer: { type: 'plain_text_input', value: '  ' } } };
    expect(slackErrors(referForm(), valuesOf(referForm(), spaces)).company).toBeUndefined();
  });

  it('survive a view of any shape', () => {
    expect(valuesOf({ blocks: [null, 7, { type: 'input' }] as never }, {})).toEqual({});
    expect(slackErrors({}, {})).toEqual({});
  });
});
