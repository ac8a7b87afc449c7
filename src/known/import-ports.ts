import type { KnownCompany, KnownKind } from './known-company.js';
import type { Fingerprint } from './ports.js';

/** A company as it is to be kept, known by where it stands in its list. */
export interface ListedCompany extends Omit<KnownCompany, 'id' | 'kind' | 'listedAt'> {
  /** The same for the same entry of every later list. */
  identity: string;
  /**
   * Another row with the same identity is an entry of its own (two records of one company, none with an id), rather than a
   * mistake in the list.
   */
  repeats: boolean;
  keys: string[];
  /** The row's line in its file. */
  line: number;
}

/** What became of one row. */
export type Stored = 'added' | 'changed' | 'unchanged' | { repeatsLine: number };

export interface KnownLists {
  fingerprint(): Promise<Fingerprint>;
  /** Begins an import of a list; one of the same list that is under way ends with `Overtaken` at its next step. */
  begin(list: ListName): Promise<ListImport>;
}

export interface ListName {
  programId: string;
  kind: KnownKind;
  /** What would become of it is said, and nothing is written. */
  dryRun: boolean;
}

/** One import. Every step may be repeated and may be the last. */
export interface ListImport {
  /** Stores rows, in the order of the file. @throws Overtaken, StoreUnavailable */
  put(companies: readonly ListedCompany[]): Promise<Stored[]>;
  /** How many of the list were in no row of this import, and how many there are. */
  absent(): Promise<{ absent: number; all: number }>;
  /** Ends those: no rule finds them any more. Resolves to how many. @throws Overtaken, StoreUnavailable */
  endAbsent(): Promise<number>;
  /** Notes that the list was imported whole. */
  finish(): Promise<void>;
}

/** A later import of the same list has begun. What this one stored stays. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
