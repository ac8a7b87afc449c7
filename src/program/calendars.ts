import type { Referral } from '../referral/referral.js';
import type { WorkCalendar } from './business-time.js';
import type { PartnerChannel } from './channel-settings.js';
import type { Partner } from './partner-settings.js';
import type { ProgramManager, Rep } from './people-settings.js';
import { findRep, type Program } from './program.js';

/** Whose business hours count for whom: everybody's own zone, holidays and days away, where the program says them. */

/** When a rep or program manager works. */
export function personCalendar(
  program: Program,
  { timeZone, holidays, outOfOffice }: Rep | ProgramManager,
): WorkCalendar {
  return { ...placeCalendar(program, timeZone, holidays), outOfOffice };
}

/** When a partner may be written to: in the zone of its channel, else of the partner, else of the program. */
export function partnerCalendar(
  program: Program,
  partner: Partner | undefined,
  channel?: PartnerChannel,
): WorkCalendar {
  return placeCalendar(program, channel?.timeZone ?? partner?.timeZone, partner?.holidays);
}

/** Of the rep who has a referral; of the program while nobody has it. */
export function holderCalendar(program: Program, { claim }: Pick<Referral, 'claim'>): WorkCalendar {
  const rep = findRep(program, claim?.repId);
  return rep ? personCalendar(program, rep) : program;
}

/** The program's hours at another place. Whoever states no holidays has the program's. */
function placeCalendar(
  { timeZone, businessHours, holidays }: Program,
  ownZone: string | undefined,
  ownHolidays: Program['holidays'],
): WorkCalendar {
  const closed = ownHolidays ?? holidays;
  return { timeZone: ownZone ?? timeZone, businessHours, ...(closed ? { holidays: closed } : {}) };
}
