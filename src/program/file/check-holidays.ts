import Holidays from 'date-holidays';
import type { Definition } from '../definition.js';
import { suggest } from './nearest.js';
import type { ProgramProblem } from './program-problem.js';

/** Whether the calendar of public holidays is known to the package that has the dates. */
export function checkHolidays(holidays: Definition['holidays']): ProgramProblem[] {
  if (!holidays) return [];
  const { country, region } = holidays;
  const book = new Holidays();
  const countries = Object.keys(book.getCountries());
  if (!countries.includes(country)) {
    const remedy = suggest(
      country,
      [country.toUpperCase()].filter((upper) => countries.includes(upper)),
      'Give the two capital letters of ISO 3166-1 such as DE or US',
    );
    return [{ path: ['holidays', 'country'], problem: `no holidays are known for "${country}"`, remedy }];
  }
  if (region === undefined) return [];
  const regions = Object.keys(book.getStates(country) ?? {});
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
