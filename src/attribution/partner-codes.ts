import type { Clock } from '../clock.js';
import { Refused } from '../errors.js';
import type { PersonRef } from '../messages/address.js';
import { newCode } from './codes.js';
import type { CodeStore, PartnerCode } from './ports.js';

export interface CodeDeps {
  codes: CodeStore;
  clock: Clock;
}

export interface CodeRequest {
  programId: string;
  partnerId: string;
  by: PersonRef;
}

const TRIES = 5;

/** The partner's codes that work, the current one first; makes the first one when there is none. Throws StoreUnavailable. */
export async function workingCodes(deps: CodeDeps, request: CodeRequest): Promise<PartnerCode[]> {
  const known = await deps.codes.ofPartner(request.programId, request.partnerId);
  const working = known.filter(({ revoked }) => !revoked);
  const current = working.find((one) => one.current) ?? (await make(deps, request));
  return [current, ...working.filter(({ code }) => code !== current.code)];
}

/** A new current code. The one it replaces goes on working, so that nothing printed is worthless. */
export async function replaceCode(
  deps: CodeDeps,
  request: CodeRequest,
  replaced: string,
): Promise<PartnerCode> {
  await deps.codes.retire(request.programId, replaced);
  const known = await deps.codes.ofPartner(request.programId, request.partnerId);
  return known.find((one) => one.current && !one.revoked) ?? make(deps, request);
}

async function make(
  { codes, clock }: CodeDeps,
  { programId, partnerId, by }: CodeRequest,
): Promise<PartnerCode> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const fresh = { code: newCode(), programId, partnerId, madeBy: by, madeAt: clock.now(), current: true };
    const current = await codes.add(fresh);
    if (current) return current;
  }
  throw new Refused('out_of_date', 'No code could be made just now. Please try again.');
}
