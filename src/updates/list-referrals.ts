import { Refused } from '../errors.js';
import { type Action, type Card, type CardElement, cardButton } from '../messages/card.js';
import { type ReferralDeps, requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { isStaff } from '../people/actor.js';
import { type Program, partnerChannelOf } from '../program/program.js';
import { partnerView } from '../referral/partner-view.js';
import type { ReferralPage, ReferralQuery } from '../referral/ports.js';
import { parseReference } from '../referral/reference.js';
import type { Referral } from '../referral/referral.js';
import { OPEN_STATES, stateLabel } from '../referral/states.js';
import { nextSentence } from './partner-words.js';

/** Which list: kept in the paging buttons, so that a page knows what it is a page of. */
export type ListKind = 'mine' | 'open' | 'find' | 'partner';
const PAGE_SIZE = 8;

export interface ListRequest {
  kind: ListKind;
  /** What was searched for. */
  text?: string;
  cursor?: string;
}

/**
 * The referrals a person may see, a page at a time, newest first. Staff see the program's; everybody else only
 * those of the partner they speak for. Throws Refused for a person who is neither.
 */
export async function listReferrals(deps: ReferralDeps, actor: Actor, request: ListRequest): Promise<Card> {
  const program = await requireProgram(deps.programs);
  const page = await deps.referrals.page(queryFor(actor, program, request));
  return request.kind === 'partner'
    ? partnerList(page, actor, request, deps.clock.now())
    : staffList(page, program, request);
}

function queryFor(actor: Actor, program: Program, { kind, text, cursor }: ListRequest): ReferralQuery {
  const base = {
    programId: program.id,
    limit: PAGE_SIZE,
    ...(cursor ? { cursor } : {}),
    ...(text ? { text } : {}),
  };
  if (kind === 'partner') {
    if (!actor.partner) throw new Refused('not_allowed', notKnown(program, actor));
    return { ...base, partnerId: actor.partner.id };
  }
  requireMay('list_all', actor, program);
  if (kind === 'find') return base;
  if (kind === 'open') return { ...base, states: OPEN_STATES };
  return { ...base, states: OPEN_STATES, repId: actor.rep?.id ?? '' };
}

function notKnown(program: Program, { internal }: Actor): string {
  if (internal) return `You have no part in ${program.name} yet. Ask a program manager to add you.`;
  return `You are not listed as a contact of a partner of ${program.name} yet. Send a referral, or ask your contact with us to add you.`;
}

const TITLES: Record<ListKind, string> = {
  mine: 'Your claims',
  open: 'All open referrals',
  find: 'Search',
  partner: 'Your referrals',
};

/** Pure, as is the partner's; exported for previews. */
export function staffList(page: ReferralPage, program: Program, request: ListRequest): Card {
  const title = request.kind === 'find' ? `Search: ${request.text}` : TITLES[request.kind];
  const rows = page.referrals.flatMap((referral): CardElement[] => [
    {
      kind: 'text',
      text: [{ bold: referral.prospect.company }, ` · ${referral.reference} · ${stateLabel(referral.state)}`],
    },
    {
      kind: 'context',
      text: [
        `${referral.partner?.name ?? 'Unknown partner'} · ${referral.claim?.repName ?? 'nobody has it'} · `,
        { instant: referral.createdAt, show: 'date' },
      ],
    },
  ]);
  const empty = {
    mine: `You have no open claims in ${program.name}. New referrals appear in your triage channel.`,
    open: 'No open referrals. When a partner sends one, it appears in a triage channel and here.',
    find: `Nothing found for "${request.text}". Search by part of the company's name, or by reference such as R-7K3M9Q.`,
    partner: '',
  };
  return listCard(title, page, rows, request, empty[request.kind]);
}

export function partnerList(page: ReferralPage, actor: Actor, request: ListRequest, now: Date): Card {
  const rows = page.referrals.flatMap((referral): CardElement[] => {
    const view = partnerView(referral, now);
    return [
      { kind: 'text', text: [{ bold: view.company }, ` · ${view.reference} · ${view.stateLabel}`] },
      { kind: 'context', text: nextSentence(view) },
    ];
  });
  const searched = request.text;
  const empty = searched
    ? `Nothing found for "${searched}" among your referrals. Search by part of the company's name, or by reference such as R-7K3M9Q.`
    : `${actor.partner?.name ?? 'You'} has not sent a referral yet. Press "Refer a lead" in this channel: it takes under a minute.`;
  return listCard(searched ? `Search: ${searched}` : TITLES.partner, page, rows, request, empty);
}

function listCard(
  title: string,
  page: ReferralPage,
  rows: CardElement[],
  request: ListRequest,
  empty: string,
): Card {
  const count =
    page.total > page.referrals.length ? ` (${page.total >= 1000 ? '1,000 or more' : page.total})` : '';
  if (rows.length === 0 && !request.cursor)
    return {
      summary: title,
      elements: [
        { kind: 'title', text: title },
        { kind: 'text', text: empty },
      ],
    };
  return {
    summary: title,
    elements: [{ kind: 'title', text: `${title}${count}` }, ...rows, ...pager(page, request)],
  };
}

function pager(page: ReferralPage, request: ListRequest): CardElement[] {
  const base = { list: request.kind, ...(request.text ? { text: request.text.slice(0, 200) } : {}) };
  const actions: Action[] = [];
  if (request.cursor) actions.push(cardButton('referrals.first_page', 'Back to the first', base));
  if (page.next) actions.push(cardButton('referrals.next_page', 'Next page', { ...base, cursor: page.next }));
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

export async function findByReference(
  deps: ReferralDeps,
  program: Program,
  text: string,
): Promise<Referral | undefined> {
  const reference = parseReference(text);
  if (!reference) return undefined;
  const page = await deps.referrals.page({ programId: program.id, text: reference, limit: 2 });
  return page.referrals.find((referral) => referral.reference === reference);
}

/** Whether a person in a channel is answered as a partner: from its own channel, or being nothing else. */
export function answersAsPartner(
  actor: Actor,
  program: Program,
  channel: Parameters<typeof partnerChannelOf>[1],
): boolean {
  if (!actor.partner) return !isStaff(actor);
  return !isStaff(actor) || partnerChannelOf(program, channel) !== undefined;
}
