import { companyMatching } from '../../../src/assemble/company-matching.js';
import { checkKnown } from '../../../src/known/check-known.js';
import { blockingKeys, comparable } from '../../../src/referral/comparable.js';
import { knownCompanyStore } from '../../../src/store/known-companies.js';
import { figureOf, type Judged, percentile } from '../figure.js';
import { PROGRAM } from '../office.js';
import type { World } from '../world.js';

const COMPANIES = 1_000_000;
const AT_ONCE = 5_000;
const CHECKS = 2_000;
const AIM_MS = 10;

/** A check against 1,000,000 known companies; the baseline is the same check against none. One round: it is slow to prepare. */
export async function known(world: World): Promise<Judged[]> {
  const store = await world.freshStore('known');
  const lists = knownCompanyStore(store.db);
  const deps = { known: lists, matching: companyMatching(), clock: { now: () => new Date() } };
  const baseline = await p95(deps);
  const print = await lists.fingerprint();
  const companies = store.db.collection<{ _id: string }>('known_companies');
  for (let from = 0; from < COMPANIES; from += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, index) => {
      const { name, domain } = companyNumber(from + index);
      const keys = blockingKeys(comparable({ name, domain }, deps.matching, print), deps.matching);
      const row = { programId: PROGRAM.id, kind: 'customer', name, domain, keys, run: 'bench' };
      return { _id: `bench-${from + index}`, ...row, line: from + index, listedAt: new Date() };
    });
    await companies.insertMany(batch, { ordered: false });
  }
  const ours = await p95(deps);
  return [
    figureOf('known company check, 1,000,000 rows: p95', 'ms', [{ ours, baseline }], { limit: AIM_MS }),
  ];
}

/** Every other one asked is in the list, written otherwise. */
async function p95(deps: Parameters<typeof checkKnown>[0]): Promise<number> {
  const times: number[] = [];
  for (let check = 0; check < CHECKS; check += 1) {
    const { name, domain } = companyNumber((check * 7_919 + (check % 2) * COMPANIES) % (2 * COMPANIES));
    const prospect = { company: `${name.toUpperCase()} Ltd.`, ...(check % 3 === 0 ? { domain } : {}) };
    const before = performance.now();
    await checkKnown(deps, { program: PROGRAM, prospect });
    times.push(performance.now() - before);
  }
  return percentile(times, 0.95);
}

const SYLLABLES =
  'ba be bo ca ce co da de do fa fe fo ga ge go ha he ho ka ke ko la le lo ma me mo na ne no'.split(' ');
const BUSINESS = ['Logistics', 'Software', 'Group', 'Consulting', 'Energy', 'Foods', 'Systems', 'Marine'];

/** A name that sounds like one, the same for the same number; many share words and sounds, as real ones do. */
function companyNumber(number: number): { name: string; domain: string } {
  let left = Math.imul(number + 1, 2_654_435_761) >>> 0;
  let word = '';
  for (let part = 0; part < 4; part += 1) {
    word += SYLLABLES[left % SYLLABLES.length];
    left = Math.floor(left / SYLLABLES.length);
  }
  const business = BUSINESS[number % BUSINESS.length];
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)} ${business} ${number % 3 === 0 ? 'GmbH' : 'Inc'}`;
  return { name, domain: `${word}-${number % 997}.com` };
}
