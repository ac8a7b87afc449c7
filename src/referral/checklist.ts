import type { Act } from './decide.js';
import type { Confirmed } from './events.js';
import type { Qualification } from './work.js';

/** What a rep confirmed; whether that is enough is the caller's to say. */
export type Checklist = Pick<Qualification, 'version' | 'criteria'>;

/** As it is kept with the referral; nothing where nothing was asked. */
export function keptChecklist(checked: Checklist | undefined, act: Act): { qualification?: Qualification } {
  return checked ? { qualification: { ...checked, by: act.by, at: act.at } } : {};
}

/** As the event tells it. */
export function confirmedIn(checked: Checklist | undefined): Confirmed {
  if (!checked) return {};
  const { criteria } = checked;
  return { confirmed: criteria.filter(({ met }) => met).map(({ id }) => id), of: criteria.length };
}
