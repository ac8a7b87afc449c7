import Holidays from 'date-holidays';
import type { Definition } from '../definition.js';
import { suggest } from './nearest.js';
import type { ProgramProblem } from './program-problem.js';

type Place = NonNullable<Definition['holidays']>;
type Lists = Pick<Definition, 'holidays' | 'programManagers' | 'reps' | 'partners'>;

/** Whether the calendars of public holidays, the program's own and everybody's, are known to the package with the dates. */
export function checkHolidays(program: Lists): ProgramProblem[] {
  const book = new Holidays();
  const countries = Object.keys(book.getCountries());
  const regionsOf = (country: string) => Object.keys(book.getStates(country) ?? {});
  const ofEntries = (['programManagers', 'reps', 'partners'] as const).flatMap((list) =>
    program[list].flatMap(({ id, holidays }) =>
      checkPlace(holidays, countries, regionsOf).map((problem) => ({ ...problem, entry: { list, id } })),
    ),
  );
  return [...checkPlace(program.holidays, countries, regionsOf), ...ofEntries];
}

function checkPlace(
  holidays: Place | undefined,
  countries: readonly string[],
  regionsOf: (country: string) => readonly string[],
): ProgramProblem[] {
  if (!holidays) return [];
  const { country, region } = holidays;
  if (!countries.includes(country)) {
    const remedy = suggest(
      country,
      [country.toUpperCase()].filter((upper) => countries.includes(upper)),
      'Give the two capital letters of ISO 3166-1 such as DE or US; of some countries no holidays are kept, then leave them out',
    );
    return [{ path: ['holidays', 'country'], problem: `no holidays are known for "${country}"`, remedy }];
  }
  if (region === undefined) return [];
  const regions = regionsOf(country);
  if (regions.includes(region)) return [];
  const known =
    regions.length > 0
      ? `Use one of ${regions.join(', ')}, or leave it out`
      : 'Leave it out: this country has no regions';
  const remedy = suggest(
    region,
    [region.toUpperCase()].filter((upper) => regions.includes(upper)),
    known,
  );
  return [
    { path: ['holidays', 'region'], problem: `no holidays are known for "${region}" in ${country}`, remedy },
  ];
}
