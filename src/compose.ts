import { findTemplate } from './catalogue.js';
import type { Clock } from './clock.js';
import { DeliveryError } from './errors.js';
import type { Card } from './messages/card.js';
import type { ChannelFacts } from './messages/delivery.js';
import type { PendingMessage } from './messages/pending.js';
import type { Compose, Composed } from './outbox/ports.js';
import { leftInPeace } from './program/partner-state.js';
import type { ProgramStore } from './program/ports.js';
import { findPartner, type Program, partnerChannelOf, partnerPeople } from './program/program.js';
import type { PartnershipContext } from './program/template.js';
import { partnerView } from './referral/partner-view.js';
import type { ReferralStore } from './referral/ports.js';
import type { Referral } from './referral/referral.js';
import { shareableText } from './referral/shareable.js';
import { outsidersRead, withheldCard } from './setup/withheld.js';

export interface ComposeDeps {
  referrals: Pick<ReferralStore, 'byId'>;
  programs: Pick<ProgramStore, 'current'>;
  clock: Clock;
  /** The card of a reader's template as things stand; undefined when it is not to be sent any more. */
  forReader: (message: PendingMessage, program: Program, outsidersRead: boolean) => Promise<Card | undefined>;
  /** Whether there is any referral of a partner. */
  hasReferred?: (programId: string, partnerId: string) => Promise<boolean>;
  /** A partner's channel holds an organisation that is not the partner's: somebody should know. Told once a channel. */
  onRestricted: (program: Program, referral: Referral, facts: ChannelFacts) => Promise<void>;
  /** Who is in a channel cannot be found out (a scope is missing, say). */
  onUnseen: (program: Program, message: PendingMessage, why: string) => Promise<void>;
}

const MOVED = 'The partner has left, or the channel is another partner’s now.';
const PASSED = 'It had no point any more when it was to be sent.';

/** Renders a stored message from its subject as it is now; see outbox/ports.ts for the promise. */
export function composer(deps: ComposeDeps): Compose {
  return async (message, { channelFacts }) => {
    const template = findTemplate(message.template);
    if (!template) return cancel(`There is no message called ${message.template} any more.`);
    const program = await deps.programs.current();
    if (!program) return cancel('There is no program any more.');
    if (template.audience === 'program')
      return card(template.render({ program, now: deps.clock.now() }, message.facts));
    if (template.audience === 'partnership') {
      const context = await partnership(deps, message, program, channelFacts);
      if (template.untilFirstReferral && !(await waitsForFirst(deps, message, program)))
        return cancel(PASSED);
      return context ? card(template.render(context, message.facts as never)) : cancel(MOVED);
    }
    if (template.audience === 'reader') {
      const made = await deps.forReader(
        message,
        program,
        outsidersRead(message, await seen(channelFacts, async () => {})),
      );
      return made ? card(made) : cancel(PASSED);
    }
    const referral =
      message.subject.kind === 'referral' ? await deps.referrals.byId(message.subject.id) : undefined;
    if (!referral) return cancel('The referral is gone.');
    if (message.unlessUndone && referral.undone.includes(message.unlessUndone))
      return cancel('The step was undone.');
    const now = deps.clock.now();
    if (template.audience === 'staff') {
      if (template.holds && !template.holds({ referral, program, now }, message.facts)) return cancel(PASSED);
      const facts = await seen(channelFacts, async () => {});
      if (!outsidersRead(message, facts))
        return card(template.render({ referral, program, now }, message.facts));
      if (facts) await deps.onRestricted(program, referral, facts);
      return card(withheldCard(message, referral));
    }
    const view = partnerView(referral, now);
    if (isAnothers(message, program, referral)) {
      if (message.to.kind !== 'card') return cancel('The channel is another partner’s now.');
      const nameless = { ...view, partnerName: shareableText('') };
      return card(template.render({ view: nameless, programName: program.name, restricted: true }, {}));
    }
    const restricted = await isRestricted(deps, message, program, referral, channelFacts);
    const people = partnerPeople(findPartner(program, referral.partner?.id));
    const context = { view, programName: program.name, restricted, people };
    if (template.holds && !template.holds(context, message.facts as never)) return cancel(PASSED);
    return card(template.render(context, message.facts as never));
  };
}

/** Up to 250 organisations can share a channel; only a partner's own may read about its referrals. */
async function isRestricted(
  deps: ComposeDeps,
  message: PendingMessage,
  program: Program,
  referral: Referral,
  channelFacts: () => Promise<ChannelFacts>,
): Promise<boolean> {
  if (message.to.kind === 'direct') return false;
  const facts = await seen(channelFacts, (why) => deps.onUnseen(program, message, why));
  if (!facts) return true;
  if (!holdsOthers(facts, program, referral.partner?.id)) return false;
  await deps.onRestricted(program, referral, facts);
  return true;
}

/** Whether a partner could refer and has not yet. Where nobody can say, nothing is said. */
async function waitsForFirst(
  { hasReferred }: ComposeDeps,
  { subject: { id } }: PendingMessage,
  program: Program,
): Promise<boolean> {
  if (leftInPeace(program, id) || !hasReferred) return false;
  return !(await hasReferred(program.id, id));
}

/** What is said to a partner as a whole is said in its own channel, and only there. */
async function partnership(
  deps: ComposeDeps,
  { subject, to }: PendingMessage,
  program: Program,
  channelFacts: () => Promise<ChannelFacts>,
): Promise<PartnershipContext | undefined> {
  const partner = subject.kind === 'partner' ? findPartner(program, subject.id) : undefined;
  const place = 'channel' in to ? partnerChannelOf(program, to.channel) : undefined;
  if (!partner || place?.partner !== partner.id) return undefined;
  const facts = await seen(channelFacts, async () => {});
  return {
    partnerName: shareableText(partner.name),
    programName: program.name,
    restricted: !facts || holdsOthers(facts, program, partner.id),
    now: deps.clock.now(),
  };
}

/**
 * The channel was given to another partner since: a card that stands there is emptied, and nothing more is said. Somebody
 * whose partner is not known is answered where they wrote.
 */
function isAnothers({ to }: PendingMessage, program: Program, { partner }: Referral): boolean {
  const assigned = 'channel' in to ? partnerChannelOf(program, to.channel) : undefined;
  return assigned !== undefined && partner !== undefined && assigned.partner !== partner.id;
}

/** What cannot be seen for good is taken to hold others: the partner is answered, and nothing can leak. */
async function seen(
  look: () => Promise<ChannelFacts>,
  onUnseen: (why: string) => Promise<void>,
): Promise<ChannelFacts | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.outcome !== 'final') throw error;
    await onUnseen(error.message);
    return undefined;
  }
}

/**
 * True when an outside organisation other than the partner's is present. A partner whose workspace is not known may
 * be the single one that is there; with two, one of them is somebody else.
 */
export function holdsOthers(facts: ChannelFacts, program: Program, partnerId: string | undefined): boolean {
  const own = findPartner(program, partnerId)?.workspaces[facts.channel.platform] ?? [];
  const others = facts.otherTeamIds.filter((team) => !own.includes(team));
  return own.length > 0 ? others.length > 0 : others.length > 1;
}

function card(rendered: Extract<Composed, { kind: 'card' }>['card']): Composed {
  return { kind: 'card', card: rendered };
}

function cancel(why: string): Composed {
  return { kind: 'cancel', why };
}
