import { standApart } from './compare-records.js';
import type { ReadRecord } from './read-record.js';

/** Looking at more records of one name would find no more. */
const ENOUGH = 30;
/** A domain or a telephone of companies with so many beginnings of names is that of a portal, a group or an agent. */
const MOST_NAMES = 25;

/**
 * What a list says about its values: a name of several that stand apart is marked, and a domain, a mailbox and a telephone that
 * companies of many names have are left out, as they belong to none of them.
 */
export function withoutCommonValues(records: readonly ReadRecord[]): ReadRecord[] {
  const isNamesake = namesakes(records);
  const [isDomain, isEmail, isPhone] = (['domain', 'email', 'phone'] as const).map((what) =>
    commonValues(records, what),
  );
  return records.map((record) => ({
    ...record,
    isNamesake: isNamesake.has(record.name.joined),
    domain: isDomain?.has(record.domain) ? undefined : record.domain,
    email: isEmail?.has(record.email) ? undefined : record.email,
    phone: isPhone?.has(record.phone) ? undefined : record.phone,
  }));
}

function namesakes(records: readonly ReadRecord[]): Set<string> {
  const named = new Map<string, ReadRecord[]>();
  for (const record of records) {
    if (record.name.joined === '' || (record.address.text === '' && record.domain === undefined)) continue;
    const others = named.get(record.name.joined);
    if (!others) named.set(record.name.joined, [record]);
    else if (others.length < ENOUGH) others.push(record);
  }
  const isShared = (some: readonly ReadRecord[]) =>
    some.some((a, at) => some.slice(0, at).some((b) => standApart(a, b)));
  return new Set([...named].filter(([, some]) => isShared(some)).map(([name]) => name));
}

function commonValues(
  records: readonly ReadRecord[],
  what: 'domain' | 'email' | 'phone',
): Set<string | undefined> {
  const beginnings = new Map<string, Set<string>>();
  for (const { [what]: value, name } of records) {
    if (value === undefined || name.joined === '') continue;
    const known = beginnings.get(value);
    if (known) known.add(name.joined.slice(0, 4));
    else beginnings.set(value, new Set([name.joined.slice(0, 4)]));
  }
  return new Set([...beginnings].filter(([, { size }]) => size > MOST_NAMES).map(([value]) => value));
}
