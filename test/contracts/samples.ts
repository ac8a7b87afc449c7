import type { Card, CardElement, Span } from '../../src/messages/card.js';
import type { Form, FormField, FormValues, Option } from '../../src/messages/form.js';

/**
 * One of everything the neutral models have. The records are exhaustive: a new element or kind of field does not compile
 * until it stands here, and then every platform must show it.
 */

/** What formats, notifies or breaks out on one platform or another when it is not taken literally. */
export const HOSTILE =
  '<!channel> @here <at>All</at> *b* _i_ `c` **d** [l](https://evil.example) & {{DATE}} \\ #1';

const SPANS: Span[] = [
  HOSTILE,
  { bold: HOSTILE },
  { italic: HOSTILE },
  { code: 'R-7K3M9Q' },
  { link: 'https://example.com/a?b=1&c=2', label: 'a link' },
  { person: 'Somebody Elsewhere' },
  { channel: { platform: 'slack', id: 'C0ELSEWHERE' }, label: 'elsewhere' },
  { command: 'find ACME' },
  { instant: new Date('2026-11-24T09:30:00Z'), show: 'date_time' },
  { lineBreak: true },
];

const ELEMENTS: { [Kind in CardElement['kind']]: Extract<CardElement, { kind: Kind }> } = {
  title: { kind: 'title', text: HOSTILE },
  text: { kind: 'text', text: SPANS },
  context: { kind: 'context', text: SPANS },
  quote: { kind: 'quote', text: `${HOSTILE}\n> second line` },
  fields: { kind: 'fields', fields: [{ label: HOSTILE, value: SPANS }] },
  list: { kind: 'list', title: HOSTILE, items: [SPANS, HOSTILE] },
  image: { kind: 'image', url: 'https://example.com/i.png', description: HOSTILE },
  divider: { kind: 'divider' },
  actions: {
    kind: 'actions',
    actions: [
      {
        kind: 'button',
        id: 'contract.act',
        label: 'Act',
        value: { referral: HOSTILE, ö: '' },
        style: 'primary',
      },
      { kind: 'button', id: 'contract.act', label: 'Act on the other', value: { referral: 'r2' } },
      {
        kind: 'button',
        id: 'contract.confirmed',
        label: 'Withdraw',
        value: { a: '1', b: '2' },
        style: 'danger',
        confirm: { title: 'Sure?', text: 'It ends here.', confirm: 'Yes, withdraw', cancel: 'Keep it' },
      },
      { kind: 'link', id: 'contract.link', label: 'Read on', url: 'https://example.com/read' },
      { kind: 'button', id: 'contract.show', label: 'Show', value: {}, opens: 'card' },
      {
        kind: 'choice',
        id: 'contract.choose',
        label: 'More',
        options: [
          { label: 'Reject', value: { step: 'reject' } },
          { label: 'Release', value: { step: 'release' } },
        ],
      },
      { kind: 'button', id: 'contract.long', label: 'Long', value: { referral: 'x'.repeat(1_800) } },
    ],
  },
};

/** A platform without versions of a card for some shows it as it is. Here they are for somebody who is not there. */
const OWN: NonNullable<Card['own']> = {
  id: 'contract.own',
  value: { referral: HOSTILE },
  viewers: [
    { platform: 'teams', userId: 'aad-nobody' },
    { platform: 'slack', teamId: 'T0NOBODY' },
  ],
};

export const EVERYTHING: Card = { summary: HOSTILE, elements: Object.values(ELEMENTS), own: OWN };

/** Ten thousand characters somebody typed, in one card. */
export const LONGEST: Card = {
  summary: 'A long story',
  elements: [
    { kind: 'quote', text: '& <b> "word" ü '.repeat(250) },
    { kind: 'fields', fields: [{ label: 'Problem', value: '& <b> *word* ü '.repeat(200) }] },
    { kind: 'text', text: 'word '.repeat(600) },
    ELEMENTS.actions,
  ],
};

/** More of everything than any platform takes. */
export const HOPELESS: Card = {
  summary: 'Endless',
  elements: Array.from({ length: 200 }, (_, index) => ({
    kind: 'list' as const,
    title: `Part ${index}`,
    items: Array.from({ length: 20 }, () => 'an item like any other'),
  })),
};

/** More than can be a menu: it is searched while typing. */
export const MANY: Option[] = Array.from({ length: 150 }, (_, index) => ({
  value: `v${index}`,
  label: `Option v${index}`,
}));
const FEW: Option[] = [
  { value: 'a', label: 'Aye & <b>' },
  { value: 'b', label: '*Bee*' },
  { value: 'c', label: 'See' },
];

/** Stands above a box. */
export const ABOUT = 'To be read before the box is ticked.';

/** One field of each kind, or two where there are two ways to show it; with what a person types into it. */
type Samples = { [Kind in FormField['kind']]: { field: object; typed: string | string[] }[] };

const typedText = (length: number) => HOSTILE.slice(0, length);

function samples(personId: string): Samples {
  return {
    text: [{ field: { maxLength: 120 }, typed: typedText(120) }],
    long_text: [{ field: { maxLength: 3_000 }, typed: `${HOSTILE}\n\n${'ü'.repeat(2_000)}` }],
    email: [{ field: { maxLength: 254 }, typed: 'zoe+x@sub.example.com' }],
    url: [{ field: { maxLength: 200 }, typed: 'example.com/?a=1&b=<2>' }],
    number: [{ field: { decimals: true, minimum: 0, maximum: 1_000 }, typed: '12.5' }],
    select: [
      { field: { options: FEW }, typed: 'b' },
      { field: { options: MANY }, typed: 'v120' },
    ],
    radio: [{ field: { options: FEW }, typed: 'c' }],
    multi_select: [
      { field: { options: FEW }, typed: ['a', 'c'] },
      { field: { options: MANY }, typed: ['v3', 'v149'] },
    ],
    people: [{ field: {}, typed: [personId] }],
    checkbox: [
      { field: { statement: `I agree: ${HOSTILE.slice(0, 60)}` }, typed: 'true' },
      { field: { statement: 'I have read it', about: [{ bold: ABOUT }, ' ', ...SPANS] }, typed: 'true' },
    ],
    date: [{ field: {}, typed: '2026-12-24' }],
    date_time: [{ field: {}, typed: '2026-07-24T08:30:00.000Z' }],
  };
}

/** A form with every kind of field. Prefilled: what is typed stands in it from the start. */
export function everyField(personId: string, { prefilled = false, required = false } = {}) {
  const all = Object.entries(samples(personId)).flatMap(([kind, ways]) =>
    ways.map(({ field, typed }, index) => {
      const key = `${kind}_${index}`;
      const initial = prefilled ? { initial: kind === 'checkbox' ? true : typed } : {};
      const whole = { key, label: `Your ${key}`, required, kind, ...field, ...initial } as FormField;
      return { field: whole, typed };
    }),
  );
  const form: Form = {
    id: 'contract.everything',
    title: 'One of every kind',
    submitLabel: 'Send',
    intro: [SPANS],
    fields: all.map(({ field }) => field),
    carried: { referral: 'r1', note: HOSTILE },
  };
  return { form, typed: Object.fromEntries(all.map(({ field, typed }) => [field.key, typed])) as FormValues };
}

/** What a person could type into each field of a form; nothing where there is nothing to choose from. */
export function typedInto({ fields }: Form, personId: string): FormValues {
  const of = samples(personId);
  return Object.fromEntries(
    fields.flatMap((field): [string, string | string[]][] => {
      if ('options' in field) {
        const last = field.options.at(-1)?.value;
        if (last === undefined) return [];
        return [[field.key, field.kind === 'multi_select' ? [last] : last]];
      }
      const typed = of[field.kind][0]?.typed ?? '';
      return [[field.key, 'maxLength' in field ? String(typed).slice(0, field.maxLength) : typed]];
    }),
  );
}
