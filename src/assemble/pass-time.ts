/** What passing time needs: a clock that can be moved, and what is done at each instant. */
export interface PassingTime {
  now(): Date;
  moveTo(instant: Date): void;
  /** The first instant after `after` at which anything is due by itself. */
  nextDue(after: Date): Promise<Date | undefined>;
  /** Does all that is due. */
  runDue(): Promise<void>;
}

const MOST_STOPS = 2_000;

/**
 * Lets time pass as it would in reality, but for the waiting: the clock jumps from one due instant to the next, and what is
 * due is done at each. With more than 2,000 stops on the way the rest is passed in one jump, as after a long downtime.
 * @returns how many stops there were
 */
export async function passTime(time: PassingTime, until: Date): Promise<number> {
  // What has never been looked at is not planned yet.
  await time.runDue();
  let stops = 0;
  while (stops < MOST_STOPS) {
    const next = await time.nextDue(time.now());
    if (!next || next >= until) break;
    stops += 1;
    time.moveTo(next);
    await time.runDue();
  }
  time.moveTo(until);
  await time.runDue();
  return stops;
}
