import type { Definition } from './definition.js';
import { type Program, serviceLine } from './program.js';

/** What is expected of a referral for a service line, in business hours: the line's own levels, else the program's. */
export function serviceLevelsFor(
  program: Program,
  serviceLineId: string | undefined,
): Definition['serviceLevels'] {
  return { ...program.serviceLevels, ...serviceLine(program, serviceLineId)?.serviceLevels };
}
