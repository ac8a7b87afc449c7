import { type ActionValue, type Card, type CardElement, cardButton } from '../messages/card.js';
import type { ReferralDeps } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { bestFitFirst, fitOf } from '../program/fit.js';
import { type Program, repsOf, triageChannels } from '../program/program.js';
import type { ReferralQuery } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { OPEN_STATES, stateLabel } from '../referral/states.js';
import { helpCard } from './help.js';

const SHOWN = 10;
const AT_ONCE = 50;
/** So many that wait are put in order; with more the card says that it knows the newest of them alone. */
const ORDERED = 500;
const COUNTED_UP_TO = 1_000;

/** The home of a member of staff: what is overdue, what is mine, what waits for me. Everybody else gets help. */
export async function homeCard(deps: ReferralDeps, actor: Actor): Promise<Card> {
  const program = await deps.programs.current();
  if (!program || !isStaff(actor)) return helpCard(actor, program, actor.partner !== undefined);
  const now = deps.clock.now();
  const [mine, waiting] = await Promise.all([
    actor.rep
      ? newest(deps, { programId: program.id, states: OPEN_STATES, repId: actor.rep.id }, SHOWN)
      : NOTHING,
    newest(deps, { programId: program.id, states: ['routed'], ...queueOf(actor, program) }, ORDERED),
  ]);
  const queue = { ...waiting, referrals: bestFitFirst(waiting.referrals, program) };
  return staffHome(program, actor, { mine, queue }, now);
}

/** Those that were read, and how many there are (counted up to 1,000). */
interface Listed {
  referrals: readonly Referral[];
  total: number;
}
const NOTHING: Listed = { referrals: [], total: 0 };

/** Pure; exported for previews. */
export function staffHome(
  program: Program,
  actor: Actor,
  { mine, queue }: { mine: Listed; queue: Listed },
  now: Date,
): Card {
  const late = [...mine.referrals, ...queue.referrals].filter((referral) => isOverdue(referral, now));
  return {
    summary: 'Your referrals',
    elements: [
      { kind: 'title', text: `${program.name}: your referrals` },
      ...section('Overdue', { referrals: late, total: late.length }, 'Nothing is overdue.'),
      ...(actor.rep ? section('My claims', mine, 'You have no open claims.') : []),
      ...section(
        actor.rep ? 'My queue' : 'Waiting to be claimed',
        queue,
        'Nothing is waiting to be claimed.',
        (referral) => fitShort(referral, program),
      ),
      { kind: 'context', text: ['Write ', { command: 'help' }, ' to see everything you can do.'] },
    ],
  };
}

/** A rep's queue is what waits in the rep's channels; a program manager sees every channel's. */
function queueOf(actor: Actor, program: Program): { assignmentIds?: string[] } {
  if (!actor.rep) return {};
  const own = triageChannels(program).filter((triage) =>
    repsOf(program, triage).some((rep) => rep.id === actor.rep?.id),
  );
  return { assignmentIds: own.map((triage) => triage.id) };
}

async function newest(
  { referrals }: ReferralDeps,
  query: Omit<ReferralQuery, 'limit'>,
  most: number,
): Promise<Listed> {
  const found: Referral[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await referrals.page({
      ...query,
      ...(cursor ? { cursor } : {}),
      limit: Math.min(AT_ONCE, most - found.length),
    });
    found.push(...page.referrals);
    cursor = page.next;
    if (!cursor || found.length >= most) return { referrals: found, total: page.total };
  }
}

function isOverdue(referral: Referral, now: Date): boolean {
  const due =
    referral.state === 'routed'
      ? referral.claimBy
      : referral.state === 'claimed'
        ? referral.claim?.acceptBy
        : referral.state === 'accepted'
          ? referral.claim?.contactBy
          : undefined;
  return due !== undefined && due < now;
}

function fitShort(referral: Referral, program: Program): string {
  const fit = fitOf(referral, program);
  return fit ? ` · fit ${fit.score}` : '';
}

function section(
  title: string,
  listed: Listed,
  empty: string,
  more: (referral: Referral) => string = () => '',
): CardElement[] {
  const rows = listed.referrals.slice(0, SHOWN).flatMap((referral): CardElement[] => {
    const value: ActionValue = { referral: referral.id };
    return [
      {
        kind: 'text',
        text: [
          { bold: referral.prospect.company },
          ` · ${referral.reference} · ${stateLabel(referral.state)} · ${referral.partner?.name ?? 'unknown partner'}${more(referral)}`,
        ],
      },
      { kind: 'actions', actions: [cardButton('referral.show', 'Open', value)] },
    ];
  });
  return [
    { kind: 'text', text: [{ bold: title }, shownOf(listed)] },
    ...(rows.length > 0 ? rows : [{ kind: 'context', text: empty } as const]),
    { kind: 'divider' },
  ];
}

/** How many there are beyond those that are shown, and out of how many they were chosen. */
function shownOf({ referrals: { length: read }, total }: Listed): string {
  if (total <= SHOWN) return '';
  const all = total >= COUNTED_UP_TO ? '1,000 or more' : String(total);
  return read > SHOWN && read < total
    ? ` (${SHOWN} of the newest ${read}, of ${all})`
    : ` (the first ${SHOWN} of ${all})`;
}
