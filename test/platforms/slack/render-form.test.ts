import { describe, expect, it } from 'vitest';
import type { Form, FormField, Option } from '../../../src/messages/form.js';
import { RenderError } from '../../../src/platforms/slack/block-kit.js';
import { carriedBy, renderForm } from '../../../src/platforms/slack/render.js';
import { checkView } from '../../../src/playground/slack/block-kit/blocks.js';

const words = (length: number) => 'word & <!here> '.repeat(length).slice(0, length);
const options = (count: number): Option[] =>
  Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: words(90) }));

function form(...fields: FormField[]): Form {
  return {
    id: 'refer.submit',
    title: 'Refer a lead',
    submitLabel: 'Send',
    fields,
    carried: { partner: 'p1' },
  };
}

const base = { key: 'field', label: words(100), help: words(200), placeholder: words(200), required: true };
const every: FormField[] = [
  { ...base, kind: 'text', maxLength: 9_000, initial: words(9_000) },
  { ...base, kind: 'long_text', maxLength: 3_000, initial: words(3_000) },
  { ...base, kind: 'email', maxLength: 254, initial: 'a@example.com' },
  { ...base, kind: 'url', maxLength: 200, initial: 'example.com' },
  { ...base, kind: 'number', decimals: true, minimum: 0, maximum: 1_000, initial: '1.5' },
  { ...base, kind: 'select', options: options(100), initial: 'v7' },
  { ...base, kind: 'select', options: options(101), initial: 'v100' },
  { ...base, kind: 'radio', options: options(10), initial: 'v1' },
  { ...base, kind: 'radio', options: options(11) },
  { ...base, kind: 'multi_select', options: options(100), initial: ['v1', 'v2', 'gone'] },
  { ...base, kind: 'multi_select', options: options(150), initial: ['v149'] },
  { ...base, kind: 'checkbox', statement: words(300), initial: true },
  { ...base, kind: 'checkbox', statement: 'Agreed.' },
  { ...base, kind: 'people', initial: ['U0REP'] },
  { ...base, kind: 'date', initial: '2026-11-24' },
  { ...base, kind: 'date_time', initial: '2026-11-24T08:30:00Z' },
].map((field, index) => ({ ...field, key: `field_${index}` }) as FormField);

type Input = {
  block_id: string;
  element: Record<string, unknown>;
  optional: boolean;
  hint?: { text: string };
};
const inputs = (view: { blocks: unknown[] }) =>
  (view.blocks as ({ type: string } & Input)[]).filter(({ type }) => type === 'input');

describe('a form as a modal', () => {
  it('keeps Slack’s limits with every kind of field at its longest', () => {
    const view = renderForm({
      ...form(...every),
      title: words(60),
      submitLabel: words(60),
      intro: [words(4_000)],
    });
    expect(checkView(view)).toEqual([]);
    expect(inputs(view).map((input) => [input.block_id, input.element.action_id])).toEqual(
      every.map(({ key }) => [key, key]),
    );
  });

  it('writes each kind as the element people know', () => {
    const kinds = inputs(renderForm(form(...every))).map(({ element }) => element.type);
    expect(kinds).toEqual([
      'plain_text_input',
      'plain_text_input',
      'email_text_input',
      'plain_text_input',
      'number_input',
      'static_select',
      'external_select',
      'radio_buttons',
      'static_select',
      'multi_static_select',
      'multi_external_select',
      'checkboxes',
      'checkboxes',
      'multi_users_select',
      'datepicker',
      'datetimepicker',
    ]);
  });

  it('carries what it was given, and a key of its own for each opening', () => {
    const first = carriedBy(renderForm(form()).private_metadata);
    const second = carriedBy(renderForm(form()).private_metadata);
    expect(first.carried).toEqual({ partner: 'p1' });
    expect(first.formKey).toBeTruthy();
    expect(first.formKey).not.toBe(second.formKey);
    for (const damaged of [undefined, '', 'x', '[]', '{"carried":[1]}', 'null']) {
      expect(carriedBy(damaged)).toEqual({ carried: {} });
    }
  });

  it('never cuts a consent statement: a long one stands above its box', () => {
    const statement = words(300);
    const view = renderForm(
      form({ key: 'c', label: 'Consent', required: true, kind: 'checkbox', statement }),
    );
    expect(view.blocks[0]).toMatchObject({ type: 'section', text: { type: 'plain_text', text: statement } });
  });

  it('says when a prefilled text did not fit', () => {
    const [input] = inputs(renderForm(form({ ...base, kind: 'text', maxLength: 50, initial: words(80) })));
    expect(String(input?.element.initial_value)).toHaveLength(50);
    expect(input?.hint?.text).toContain('shortened to 50');
  });

  it('leaves out an optional choice without options and refuses a required one', () => {
    const empty = { key: 'k', label: 'Partner', kind: 'select', options: [] } as const;
    expect(renderForm(form({ ...empty, options: [], required: false })).blocks).toEqual([]);
    expect(() => renderForm(form({ ...empty, options: [], required: true }))).toThrow(RenderError);
  });

  it('refuses what Slack would refuse', () => {
    const many = Array.from({ length: 101 }, (_, index) => ({
      ...base,
      key: `k${index}`,
      kind: 'date' as const,
    }));
    expect(() => renderForm(form(...many))).toThrow(/101 blocks/);
    expect(() => renderForm({ ...form(), carried: { long: 'x'.repeat(3_000) } })).toThrow(RenderError);
    const tooLong = { ...base, kind: 'select' as const, options: [{ value: 'v'.repeat(151), label: 'l' }] };
    expect(() => renderForm(form(tooLong))).toThrow(RenderError);
  });

  it('is a page to read when it has no fields', () => {
    const view = renderForm({ ...form(), intro: ['Thank you.'] });
    expect(view.submit).toBeUndefined();
    expect(checkView(view)).toEqual([]);
  });
});
