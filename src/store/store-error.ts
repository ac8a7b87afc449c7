import { MongoError, MongoServerError } from 'mongodb';
import { StoreUnavailable } from '../errors.js';

/**
 * The driver's errors (by name) that mean: no server was reached, it fell silent, or the connection was closed.
 * By name and not by class, since a second copy of the driver may be installed beside ours.
 */
const UNREACHABLE = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoServerClosedError',
  'MongoOperationTimeoutError',
]);

/** Node's own words for a socket that was closed while the driver wrote into it, which the driver passes on as they are. */
const SOCKET_CLOSED = new Set(['EPIPE', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED']);

/** Server error codes: the server is starting, stopping, not the primary, or took too long (error_codes.yml). */
const NOT_SERVING = new Set([6, 7, 50, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/**
 * Turns an error of the driver or of mongoose that means "the store is not there or not in time" into
 * StoreUnavailable, with the original as its cause; every other error comes back as it is. For `throw storeError(e)`.
 * A write that failed so may nevertheless have been stored: only repeat it if repeating is harmless.
 */
export function storeError(error: unknown): unknown {
  if (error instanceof StoreUnavailable || !isUnavailable(error)) return error;
  return new StoreUnavailable(`The store did not answer: ${(error as Error).message}`, { cause: error });
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (UNREACHABLE.has(error.name)) return true;
  if (SOCKET_CLOSED.has(String((error as { code?: unknown }).code))) return true;
  if (error instanceof MongoServerError && NOT_SERVING.has(Number(error.code))) return true;
  if (error instanceof MongoError && error.hasErrorLabel('RetryableWriteError')) return true;
  if (isUnansweredBulk(error)) return true;
  // Mongoose's word for an operation on a connection that is not open while nothing may be buffered.
  return (
    error.name === 'MongooseError' &&
    /before initial connection|is not connected|initial connection/i.test(error.message)
  );
}

/** The driver wraps whatever befell a bulk write: one that holds nothing a server said was not answered by one. */
function isUnansweredBulk(error: Error & { code?: unknown; writeErrors?: unknown }): boolean {
  const isEmpty = Array.isArray(error.writeErrors) && error.writeErrors.length === 0;
  return error.name === 'MongoBulkWriteError' && error.code === undefined && isEmpty;
}
