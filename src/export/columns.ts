import type { Cell } from './cells.js';

/** One column of an export. Its name is kept for ever: people build on it. */
export interface Column<Row> {
  name: string;
  value: (row: Row) => Cell;
  /** Holds how to reach a person, or who it is: only in an export that asks for contacts. */
  personal?: true;
}

/** Those that an export has, in their order. */
export function columnsFor<Row>(all: readonly Column<Row>[], contacts: boolean): Column<Row>[] {
  return all.filter(({ personal }) => contacts || !personal);
}
