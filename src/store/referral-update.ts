import type { Change } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { withoutUndefined } from './plain.js';

/** Set when the referral is made, or kept by their own operators ($push, version + 1). */
const NOT_SET = new Set(['id', 'programId', 'reference', 'submissionKey', 'createdAt', 'events', 'pending']);

const ALWAYS_SET = new Set(['version', 'updatedAt']);

/** The update that turns `current` into what the change wants, and the referral as it then stands. */
export function updateFor(current: Referral, change: Change, now: Date) {
  const after = withoutUndefined({ ...change.after, version: current.version + 1, updatedAt: now });
  const events = withoutUndefined(change.events);
  const messages = withoutUndefined(change.messages);
  // Decisions copy what they change and keep the rest as it is: only what is another object is written.
  const isSame = (field: string) =>
    !ALWAYS_SET.has(field) && change.after[field as keyof Referral] === current[field as keyof Referral];
  const set = Object.fromEntries(
    Object.entries(after).filter(([field]) => !NOT_SET.has(field) && !isSame(field)),
  );
  const gone = Object.keys(current).filter((field) => !NOT_SET.has(field) && !(field in after));
  const update = {
    $set: set,
    ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((field) => [field, 1])) } : {}),
    $push: { events: { $each: events }, pending: { $each: messages } },
  };
  const written: Referral = {
    ...after,
    id: current.id,
    events: [...current.events, ...events],
    pending: [...current.pending, ...messages],
  };
  return { written, update };
}
