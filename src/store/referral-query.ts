import type { Filter } from 'mongodb';
import type { ReferralQuery } from '../referral/ports.js';
import type { ReferralDocument } from './referral-schema.js';

export const ID = /^[0-9a-f]{24}$/;
const LONGEST_TEXT = 120;

/**
 * The filter for a page, without its cursor. Every value is made a string (or a list of strings) here, as the
 * driver would take an object in its place for an operator.
 */
export function referralFilter(query: ReferralQuery): Filter<ReferralDocument> {
  const filter: Filter<ReferralDocument> = { programId: String(query.programId) };
  if (query.partnerId !== undefined) filter['partner.id'] = String(query.partnerId);
  if (query.repId !== undefined) filter['claim.repId'] = String(query.repId);
  if (query.states) filter.state = { $in: query.states.map(String) as ReferralDocument['state'][] };
  if (query.assignmentIds) filter['route.assignmentId'] = { $in: query.assignmentIds.map(String) };
  const text = query.text?.trim().slice(0, LONGEST_TEXT);
  if (text) {
    const pattern = new RegExp(escapeForRegExp(text), 'i');
    filter.$or = [{ 'prospect.company': pattern }, { reference: pattern }];
  }
  return filter;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
