import type { Referral } from './referral.js';

/** The line a referral waits in when every rep has their hands full: those who wait for the same people. */
export function lineAt(
  assignmentId: string,
  { serviceLineId, region }: Pick<Referral, 'serviceLineId' | 'region'>,
): string {
  return [assignmentId, serviceLineId ?? '', region ?? ''].join(' ');
}
