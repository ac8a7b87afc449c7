interface Refused {
  index: number;
  code: number;
}

/**
 * The documents that an unordered `insertMany` refused, by their place; undefined when the error concerns all of them,
 * or whether the others are durable is not known.
 */
export function refusedInserts(error: unknown): Refused[] | undefined {
  // By name: see store-error.ts.
  if (!(error instanceof Error) || error.name !== 'MongoBulkWriteError') return undefined;
  const { writeErrors, result } = error as Error & {
    writeErrors?: Refused | Refused[];
    result?: { getWriteConcernError(): unknown };
  };
  const refused = [writeErrors ?? []].flat();
  return refused.length === 0 || result?.getWriteConcernError() ? undefined : refused;
}

const DUPLICATE_KEY = 11_000;

/** Whether all that went wrong is that some documents are there already. */
export function areDuplicates(error: unknown): boolean {
  return refusedInserts(error)?.every(({ code }) => code === DUPLICATE_KEY) ?? false;
}
