import type { Row } from './row.js';

/** Rows that one delivery settles, oldest first. */
export type Group = [Row, ...Row[]];

/**
 * In a lane's order, what is delivered together: a card is rendered from the present state, so all that is due for
 * one card is one edit, at the place of the first. Every other row stands alone.
 */
export function coalesce(rows: readonly Row[]): Group[] {
  const groups: Group[] = [];
  const byCard = new Map<string, Group>();
  for (const row of rows) {
    const same = row.cardKey === undefined ? undefined : byCard.get(row.cardKey);
    if (same) {
      same.push(row);
      continue;
    }
    const group: Group = [row];
    groups.push(group);
    if (row.cardKey !== undefined) byCard.set(row.cardKey, group);
  }
  return groups;
}
