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
/** The newest that wait are put in order; who comes after so many has waited long and is in the digest. */
const ORDERED = 50;

/** The home of a member of staff: what is overdue, what is mine, what waits for me. Everybody else gets help. */
export async function homeCard(deps: ReferralDeps, actor: Actor): Promise<Card> {
  const program = await deps.programs.current();
  if (!program || !isStaff(actor)) return helpCard(actor, program, actor.partner !== undefined);
  const now = deps.clock.now();
  const mine = actor.rep
    ? await page(deps, { programId: program.id, states: OPEN_STATES, repId: actor.rep.id })
    : [];
  const waiting = await page(
    deps,
    { programId: program.id, states: ['routed'], ...queueOf(actor, program) },
    ORDERED,
  );
  const queue = bestFitFirst(waiting, program).slice(0, SHOWN);
  return staffHome(program, actor, { mine, queue }, now);
}

/** Pure; exported for previews. */
export function staffHome(
  program: Program,
  actor: Actor,
  { mine, queue }: { mine: Referral[]; queue: Referral[] },
  now: Date,
): Card {
  const overdue = [...mine, ...queue].filter((referral) => isOverdue(referral, now));
  return {
    summary: 'Your referrals',
    elements: [
      { kind: 'title', text: `${program.name}: your referrals` },
      ...section('Overdue', overdue, 'Nothing is overdue.'),
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

async function page(
  deps: ReferralDeps,
  query: Omit<ReferralQuery, 'limit'>,
  limit = SHOWN,
): Promise<Referral[]> {
  return (await deps.referrals.page({ ...query, limit })).referrals;
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
  referrals: Referral[],
  empty: string,
  more: (referral: Referral) => string = () => '',
): CardElement[] {
  const rows = referrals.flatMap((referral): CardElement[] => {
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
    { kind: 'text', text: [{ bold: title }] },
    ...(rows.length > 0 ? rows : [{ kind: 'context', text: empty } as const]),
    { kind: 'divider' },
  ];
}
