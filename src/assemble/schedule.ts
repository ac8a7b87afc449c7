import type { Scheduler } from '../cli/schedule/ports.js';
import { PLAYGROUND_PROGRAM_WITH_TEAMS } from '../playground/seed/program-with-teams.js';
import { checkInRows } from './check-in-rows.js';
import { digestRows } from './digest-rows.js';
import { nudgeRows } from './nudge-rows.js';
import { rehearseNudges } from './rehearse-nudges.js';
import { waitingRows } from './waiting-rows.js';

/** What the command `schedule` asks. */
export const scheduler: Scheduler = {
  seededProgram: PLAYGROUND_PROGRAM_WITH_TEAMS,

  async plan(program, records, from, until) {
    const rehearsed = await rehearseNudges(program, records, from, until);
    const rows = [
      ...rehearsed.flatMap((one) => nudgeRows(program, one)),
      ...checkInRows(program, records, from, until),
      ...waitingRows(program, records, from),
      ...digestRows(program, records.readers, from, until),
    ];
    // What is decided at night is said in the morning, which may be later.
    return rows.filter(({ at }) => at <= until);
  },
};
