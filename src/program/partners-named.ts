import { Refused } from '../errors.js';
import { shortened } from '../messages/shorten.js';
import { suggest } from './file/nearest.js';
import type { Partner } from './partner-settings.js';

/** How many names are offered to choose from. */
const NAMES_SHOWN = 5;
const LONGEST_SHOWN = 60;
/** Among more, looking for what was meant would take longer than anybody should wait. */
const MOST_COMPARED = 2_000;

/**
 * Whom somebody means by what they typed: the one with this id, else those with this name, else those with it in their
 * name. Neither case nor spaces count.
 */
export function partnersNamed(partners: readonly Partner[], text: string): Partner[] {
  const wanted = plain(text);
  if (wanted === '') return [];
  const byId = partners.find(({ id }) => id === wanted);
  if (byId) return [byId];
  const alike = partners.filter(({ name }) => plain(name).includes(wanted));
  const same = alike.filter(({ name }) => plain(name) === wanted);
  return same.length > 0 ? same : alike;
}

/** The one partner that is meant, or what is wrong with what was typed and what to do. */
export function onePartnerNamed(
  partners: readonly Partner[],
  text: string,
): { partner: Partner } | { problem: string; remedy: string } {
  const [partner, ...more] = partnersNamed(partners, text);
  const typed = shortened(text.trim(), LONGEST_SHOWN);
  if (!partner) {
    const near = partners.length > MOST_COMPARED ? [] : partners;
    const names = near.flatMap(({ id, name }) => [id, name]);
    const remedy = suggest(text, names, 'Write its name or id as they are in the program');
    return { problem: `"${typed}" is no partner of the program`, remedy };
  }
  if (more.length === 0) return { partner };
  const some = [partner, ...more].slice(0, NAMES_SHOWN).map(({ id, name }) => `${name} (${id})`);
  const rest = more.length >= NAMES_SHOWN ? ' and others' : '';
  return {
    problem: `"${typed}" may be several partners: ${some.join(', ')}${rest}`,
    remedy: 'Write the whole name, or the id',
  };
}

/** The same for a command in chat. @throws Refused when nobody, or not one alone, is meant */
export function partnerNamed(partners: readonly Partner[], text: string): Partner {
  const found = onePartnerNamed(partners, text);
  if ('partner' in found) return found.partner;
  throw new Refused('not_found', `${found.problem}. ${found.remedy}.`);
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}
