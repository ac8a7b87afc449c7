/**
 * Time reaches the code only through this port, so that tests and the playground can move it.
 * Instants are UTC; zones come in where a person reads or works (see program/business-time.ts).
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
