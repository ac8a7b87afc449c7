import { Refused } from '../errors.js';
import type { Card } from '../messages/card.js';
import { cardButton } from '../messages/card.js';
import type { PendingMessage } from '../messages/pending.js';
import { requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import type { Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import { type Matter, parkedSection, partnerSections, referralSection, type Section } from './content.js';
import { type DigestDeps, gather } from './gather.js';
import { digestCard, type Heading, listCard, withheldDigest } from './messages.js';
import { REFERRAL_MATTERS, type ReferralMatter } from './ports.js';
import { type Reader, type ReaderKey, readersOf, rhythmOf } from './slots.js';

const PAGE = 8;

/** As whom somebody reads digests. @throws Refused for whoever has no part in the program */
export function partsOf(actor: Actor, program: Program): Reader[] {
  if (!isStaff(actor))
    throw new Refused(
      'not_allowed',
      actor.unverified
        ? 'I cannot find out just now who you are. Please try again in a minute.'
        : `The digest is for the reps and program managers of ${program.name}.`,
    );
  const { programManager, rep } = actor;
  return [
    ...(programManager
      ? [{ kind: 'manager', key: `manager:${programManager.id}`, person: programManager } satisfies Reader]
      : []),
    ...(rep ? [{ kind: 'rep', key: `rep:${rep.id}`, person: rep } satisfies Reader] : []),
  ];
}

/** Somebody's digest as it is now. Whoever is both is shown the program's, with their own list a press away. */
export async function showDigest(deps: DigestDeps, actor: Actor, part?: string): Promise<Card> {
  const program = await requireProgram(deps.programs);
  const parts = partsOf(actor, program);
  const reader = parts.find(({ kind }) => kind === part) ?? parts[0];
  if (!reader) throw new Refused('not_allowed', 'There is no digest for you.');
  const card = digestCard(await headingFor(deps, program, reader), await gather(deps, program, reader));
  const other = parts.find(({ kind }) => kind !== reader.kind);
  if (!other) return card;
  const label = other.kind === 'rep' ? 'My own day' : 'The whole program';
  const action = cardButton('digest.show', label, { part: other.kind });
  return { ...card, elements: [...card.elements, { kind: 'actions', actions: [action] }] };
}

async function headingFor(
  { slots }: Pick<DigestDeps, 'slots'>,
  program: Program,
  reader: Reader,
  forWhom?: string,
): Promise<Heading> {
  const record = await slots.byKey(program.id, reader.key);
  return {
    kind: reader.kind,
    key: reader.key,
    programName: program.name,
    rhythm: rhythmOf(program, reader, record?.chosen),
    forWhom,
  };
}

/**
 * The card of a digest that is about to be delivered, as things stand then. Undefined when it is not to be sent any more:
 * nothing is left to say, it was turned off, or its reader has left.
 */
export async function composeDigest(
  deps: DigestDeps,
  message: PendingMessage,
  program: Program,
  outsidersRead: boolean,
): Promise<Card | undefined> {
  const facts = message.facts as { reader: ReaderKey; since?: Date; fallback?: boolean };
  const reader = readersOf(program).find(({ key }) => key === facts.reader);
  if (!reader) return undefined;
  const forWhom = facts.fallback && reader.kind !== 'channel' ? reader.person.name : undefined;
  const heading = await headingFor(deps, program, reader, forWhom);
  if (heading.rhythm.every === 'off') return undefined;
  const sections = await gather(deps, program, reader, facts.since);
  if (sections.length === 0) return undefined;
  return outsidersRead ? withheldDigest(program.name) : digestCard(heading, sections);
}

/** One section in full. @throws Refused in words for the person */
export async function showSection(
  deps: DigestDeps,
  actor: Actor,
  { matter, part, skip }: { matter: string; part: string; skip: number },
): Promise<Card> {
  const program = await requireProgram(deps.programs);
  const reader = partsOf(actor, program).find(({ kind }) => kind === part);
  if (!reader) throw new Refused('not_allowed', 'Only program managers of the program can see this list.');
  const section =
    reader.kind === 'rep'
      ? await ownSection(deps, program, reader, matter, skip)
      : await programSection(deps, program, matter, skip);
  const empty = { matter: matter as Matter, total: 0, lines: [] };
  return listCard(section ?? empty, reader.kind === 'rep' ? 'rep' : 'manager', skip);
}

async function ownSection(deps: DigestDeps, program: Program, reader: Reader, matter: string, skip: number) {
  const section = (await gather(deps, program, reader)).find((one) => one.matter === matter);
  return section && { ...section, lines: section.lines.slice(skip, skip + PAGE) };
}

async function programSection(
  { reads, clock }: DigestDeps,
  program: Program,
  matter: string,
  skip: number,
): Promise<Section | undefined> {
  const now = clock.now();
  const page = { limit: PAGE, skip };
  const week = new Date(now.getTime() - 7 * DAY_MS);
  if (matter === 'parked') return parkedSection(await reads.parked(week, page))[0];
  if (matter === 'partners' || matter === 'dormant') {
    const sections = partnerSections(program, await reads.partners(program.id, week));
    const section = sections.find((one) => one.matter === matter);
    return section && { ...section, lines: section.lines.slice(skip, skip + PAGE) };
  }
  if (!(REFERRAL_MATTERS as readonly string[]).includes(matter))
    throw new Refused('invalid', 'This list is not there any more. Type digest to see what needs you.');
  const wanted = matter as ReferralMatter;
  return referralSection(wanted, await reads.referrals(program.id, wanted, now, page), now)[0];
}
