/** What is kept of an error besides message and stack. Everything else may hold the document or the request. */
const KEPT = [
  'code',
  'reason',
  'outcome',
  'retryAfterMs',
  'statusCode',
  'errno',
  'syscall',
  'address',
  'port',
];

const MAX_CAUSES = 5;

/** An error as plain data. Libraries hang whole documents and requests on their errors; those are left out. */
export function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const known = error as unknown as Record<string, unknown>;
  const kept = KEPT.filter((key) => ['string', 'number'].includes(typeof known[key]));
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(kept.map((key) => [key, known[key]])),
    ...(error.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: serializeError(error.cause, depth + 1) }),
  };
}
