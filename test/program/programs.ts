import fc from 'fast-check';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { PARTNER_KINDS, WEEKDAYS } from '../../src/program/definition-atoms.js';
import {
  channelZone,
  programClock,
  reachablePartner,
  reachablePerson,
  serviceLevels,
} from './clock-settings.js';
import { eligibility, eligiblePartner } from './eligibility-settings.js';

/** A small program to change from. */
export const BASE: Definition = definitionSchema.parse({
  id: 'p',
  name: 'Partners',
  timeZone: 'Europe/Berlin',
  regions: [{ id: 'dach', name: 'DACH' }],
  serviceLines: [{ id: 'pentest', name: 'Pentest' }],
  programManagers: [{ id: 'paula', name: 'Paula', accounts: { slack: 'U001' } }],
  reps: [
    { id: 'jonas', name: 'Jonas', accounts: { slack: 'U002' } },
    { id: 'aoife', name: 'Aoife', accounts: { slack: 'U003' } },
  ],
  partners: [{ id: 'acme', name: 'Acme', manager: 'paula' }],
  channels: [
    { kind: 'partner', id: 'acme-channel', channel: { id: 'C001' }, partner: 'acme' },
    { kind: 'triage', id: 'triage', channel: { id: 'C002' }, reps: ['jonas', 'aoife'], default: true },
  ],
});

export function without(
  definition: Definition,
  list: 'reps' | 'partners' | 'channels',
  id: string,
): Definition {
  const entries: { id: string }[] = definition[list];
  return { ...definition, [list]: entries.filter((entry) => entry.id !== id) };
}

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((value) => value.trim() === value && value !== '');
const awkward = fc.constantFrom(
  'yes',
  'no',
  '007',
  '1e3',
  'null',
  '~',
  '09:00',
  '- a',
  'a: b',
  'a #b',
  '*x',
  '&x',
  '!t',
  '"q"',
  "it's",
  '2026-01-01',
  'multi\nline',
  ' lead\n  deeper',
  '<<',
);
const name = fc.oneof(
  text,
  awkward.map((value) => value.trim()),
);
const free = fc.oneof(
  text,
  awkward,
  fc.array(text, { minLength: 2, maxLength: 4 }).map((lines) => lines.join('\n')),
);
const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { maxLength: 3 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const unique = <T extends { id: string }>(entries: fc.Arbitrary<T>) =>
  fc.uniqueArray(entries, { maxLength: 3, selector: ({ id }) => id });
const ids = (...known: { id: string }[]) =>
  known.length > 0 ? some(fc.constantFrom(...known.map(({ id }) => id))) : fc.constant([]);
const idOf = (prefix: string) => fc.integer({ min: 0, max: 9 }).map((number) => `${prefix}-${number}`);

/** Programs that `program apply` accepts: well-formed, without dangling references or double claims. */
export const validPrograms: fc.Arbitrary<Definition> = fc
  .record({
    regions: unique(fc.record({ id: idOf('region'), name })),
    serviceLines: unique(
      fc.record({
        id: idOf('line'),
        name,
        description: optional(text),
        discovery: some(free),
        serviceLevels,
        ended: fc.boolean(),
      }),
    ),
    managers: unique(fc.record({ id: idOf('manager'), name, ...reachablePerson, ended: fc.boolean() })),
  })
  .chain(({ regions, serviceLines, managers }) =>
    fc.record({
      regions: fc.constant(regions),
      serviceLines: fc.constant(serviceLines),
      programManagers: fc.constant(
        managers.map((manager, at) => ({ ...manager, accounts: { slack: `U10${at}` } })),
      ),
      reps: unique(
        fc.record({
          id: idOf('rep'),
          name,
          serviceLines: ids(...serviceLines),
          regions: ids(...regions),
          capacity: optional(fc.integer({ min: 0, max: 10_000 })),
          ...reachablePerson,
          ended: fc.boolean(),
        }),
      ),
      partners: unique(
        fc.record({
          id: idOf('partner'),
          name,
          kind: fc.constantFrom(...PARTNER_KINDS),
          manager:
            managers.length > 0
              ? optional(fc.constantFrom(...managers.map(({ id }) => id)))
              : fc.constant(undefined),
          domains: some(fc.constantFrom('acme.example', 'a-b.c.example')),
          contacts: some(fc.record({ name })),
          ...reachablePartner,
          ...eligiblePartner,
          ended: fc.boolean(),
        }),
      ),
      digest: fc.boolean(),
      clock: programClock,
      eligibility,
      channelZone,
      name,
      undoSeconds: fc.integer({ min: 0, max: 3600 }),
      days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
      wording: free,
      termsText: optional(free),
      reason: optional(free),
    }),
  )
  .map(({ digest, clock, channelZone, days, wording, termsText, reason, ...rest }) =>
    definitionSchema.parse({
      ...rest,
      ...clock,
      id: 'p',
      timeZone: 'Europe/Berlin',
      businessHours: { days, from: '08:05', to: '24:00' },
      consent: { version: '007', wording },
      ...(termsText === undefined ? {} : { terms: { version: '1', text: termsText } }),
      shareableReasons: reason === undefined ? {} : { timing: reason },
      channels: [
        ...rest.partners.map(({ id }, at) => ({
          kind: 'partner',
          id: `for-${id}`,
          channel: { id: `C10${at}` },
          partner: id,
          timeZone: channelZone,
        })),
        {
          kind: 'triage',
          id: 'triage',
          channel: { id: 'C200' },
          reps: rest.reps.map(({ id }) => id),
          default: true,
        },
        ...(digest
          ? [{ kind: 'digest', id: 'digest', channel: { platform: 'teams', id: '19:x@thread.tacv2' } }]
          : []),
      ],
    }),
  );
