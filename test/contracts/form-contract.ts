import { describe, expect, test } from 'vitest';
import type { FormValues } from '../../src/messages/form.js';
import { FORMS } from './catalogue-cards.js';
import { ABOUT, everyField, typedInto } from './samples.js';
import type { Stage } from './stage.js';

/** Each form is opened, filled in and sent. */
export function formContract(platform: string, stage: Stage): void {
  describe(`${platform}: every form`, () => {
    test.each(FORMS)('$name opens within the limits and gives back what is typed', async ({ form }) => {
      await stage.opened(form);
      expect(stage.bench.form()).toMatchObject({ title: form.title, findings: [] });
      const typed = typedInto(form, stage.bench.personId);
      const submission = await stage.sent(typed);
      expect(submission).toMatchObject({
        formId: form.id,
        actor: { person: { userId: stage.bench.personId } },
      });
      expect(submission.carried).toEqual(form.carried);
      expect(submission.submissionKey).toBeTruthy();
      expect(same(submission.values)).toEqual(same(typed));
      expect(stage.bench.form()).toBeUndefined();
    });

    test.each([
      ['typed', false],
      ['filled in beforehand and left alone', true],
    ])('one of every kind of field gives back what was %s', async (_how, prefilled) => {
      const { form, typed } = everyField(stage.bench.personId, { prefilled });
      await stage.opened(form);
      expect(stage.bench.form()?.findings).toEqual([]);
      expect(stage.bench.form()?.words).toContain(ABOUT);
      const submission = await stage.sent(prefilled ? {} : typed);
      expect(same(submission.values)).toEqual(same(typed));
      expect(submission.carried).toEqual(form.carried);
    });

    test('what is left empty is absent or empty', async () => {
      await stage.opened(everyField(stage.bench.personId).form);
      const { values } = await stage.sent({});
      expect(Object.values(values).filter((value) => value?.length)).toEqual([]);
    });

    test('what is required must be filled in before anything is sent', async () => {
      await stage.opened(everyField(stage.bench.personId, { required: true }).form);
      await stage.bench.submit({});
      expect(stage.submissions).toEqual([]);
      expect(stage.bench.form()).toBeDefined();
      await stage.bench.closeForm();
    });

    test('a refused form stays open with what is wrong and all that was typed', async () => {
      const { form, typed } = everyField(stage.bench.personId);
      stage.submissionReply = { kind: 'errors', errors: { text_0: 'This is known already. Name another.' } };
      await stage.opened(form);
      await stage.bench.submit(typed);
      expect(stage.bench.form()?.words).toContain('This is known already. Name another.');
      // And once more, from the form that was shown again.
      await stage.bench.submit({});
      stage.submissionReply = { kind: 'close' };
      await stage.bench.submit({});
      const [first, second, third] = stage.submissions;
      expect(stage.submissions).toHaveLength(3);
      expect(same(second?.values ?? {})).toEqual(same(typed));
      expect(same(third?.values ?? {})).toEqual(same(typed));
      expect(second?.submissionKey).toBe(first?.submissionKey);
      expect(stage.bench.form()).toBeUndefined();
    });

    test('two openings of a form are two submissions', async () => {
      const { form } = everyField(stage.bench.personId);
      for (const _time of [1, 2]) {
        await stage.opened(form);
        await stage.bench.submit({});
      }
      expect(new Set(stage.submissions.map(({ submissionKey }) => submissionKey)).size).toBe(2);
    });

    test('a form may lead to another one', async () => {
      const { form } = everyField(stage.bench.personId);
      const next = {
        ...form,
        title: 'And then this',
        fields: form.fields.slice(0, 1),
        carried: { step: '2' },
      };
      stage.submissionReply = { kind: 'form', form: next };
      await stage.opened(form);
      await stage.bench.submit({});
      expect(stage.bench.form()?.title).toBe('And then this');
      stage.submissionReply = { kind: 'close' };
      await stage.bench.submit({ text_0: 'more' });
      expect(stage.submissions.at(-1)).toMatchObject({ carried: { step: '2' }, values: { text_0: 'more' } });
    });
  });
}

/** Instants may be written in more than one way; absent and empty are the same. */
function same(values: FormValues): FormValues {
  const plain = (value: string) => (/^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value?.length)
      .map(([key, value]) => [key, typeof value === 'string' ? plain(value) : value]),
  );
}
