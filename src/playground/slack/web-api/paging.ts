import { LIMITS } from '../limits.js';
import { ApiRefusal, type Args, invalidArguments } from './refusal.js';

/** One page of a list by `limit` and `cursor`: https://docs.slack.dev/apis/web-api/pagination. @throws ApiRefusal */
export function paged<T>(all: T[], args: Args): { page: T[]; response_metadata: { next_cursor: string } } {
  const limit = args.limit === undefined ? LIMITS.defaultPageSize : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.pageSize) {
    throw invalidArguments([`[ERROR] limit must be between 1 and ${LIMITS.pageSize}`], 'invalid_limit');
  }
  const start = args.cursor
    ? Number(Buffer.from(String(args.cursor), 'base64').toString().replace('next:', ''))
    : 0;
  if (!Number.isInteger(start) || start < 0) throw new ApiRefusal('invalid_cursor');
  const end = start + limit;
  const next_cursor = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { page: all.slice(start, end), response_metadata: { next_cursor } };
}
