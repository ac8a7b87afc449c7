import type { TriageChannel } from '../program/channel-settings.js';
import {
  activePartners,
  type Program,
  serviceLine,
  triageChannel,
  triageChannels,
} from '../program/program.js';
import type { Route } from '../referral/work.js';

/** What routing looks at. */
export interface RoutingFacts {
  partnerId?: string;
  /** The partner channel's own triage assignment, if it has one. */
  partnerTriageId?: string;
  serviceLineId?: string;
  region?: string;
}

export type RoutingChoice = { matched: true; route: Omit<Route, 'at'> } | { matched: false; why: string };

/**
 * Chooses the triage channel: the partner's own first, then service line, then region, then partner kind, then the
 * default. A channel that names service lines, regions or kinds takes nothing else; naming none leaves it open.
 * Among several that fit, the one that fits by the earlier criterion wins, then the order of the program file.
 */
export function chooseTriage(program: Program, facts: RoutingFacts): RoutingChoice {
  const own = triageChannel(program, facts.partnerTriageId);
  if (own) return choose(own, "It is the partner's own triage channel.");
  const kind = activePartners(program).find((partner) => partner.id === facts.partnerId)?.kind;
  const fits = triageChannels(program)
    .map((channel) => ({ channel, fit: fitOf(channel, facts, kind) }))
    .filter((candidate) => candidate.fit !== undefined);
  const named = fits.filter(({ fit }) => fit && (fit.serviceLine || fit.region || fit.kind));
  const best = named.sort((a, b) => rank(b.fit) - rank(a.fit))[0];
  if (best?.fit) return choose(best.channel, `${capital(reasons(program, best.fit, facts, kind))}.`);
  const fallback = triageChannels(program).find((channel) => channel.default) ?? fits[0]?.channel;
  if (fallback)
    return choose(
      fallback,
      fallback.default
        ? 'No rule names it, so it goes to the default channel.'
        : 'The channel takes every referral.',
    );
  return { matched: false, why: whyNot(program, facts) };
}

interface Fit {
  serviceLine: boolean;
  region: boolean;
  kind: boolean;
}

/** `undefined` when the channel names something else; a criterion is true only when the channel names it. */
function fitOf(channel: TriageChannel, facts: RoutingFacts, kind: string | undefined): Fit | undefined {
  const criteria = [
    { named: channel.serviceLines as string[], value: facts.serviceLineId },
    { named: channel.regions as string[], value: facts.region },
    { named: channel.partnerKinds as string[], value: kind },
  ].map(({ named, value }) =>
    named.length === 0 ? 'open' : value !== undefined && named.includes(value) ? 'named' : 'other',
  );
  if (criteria.includes('other')) return undefined;
  const [line, region, partnerKind] = criteria;
  return { serviceLine: line === 'named', region: region === 'named', kind: partnerKind === 'named' };
}

function rank(fit: Fit | undefined): number {
  return fit ? Number(fit.serviceLine) * 4 + Number(fit.region) * 2 + Number(fit.kind) : -1;
}

function reasons(program: Program, fit: Fit, facts: RoutingFacts, kind: string | undefined): string {
  const region = regionName(program, facts.region);
  return [
    fit.serviceLine
      ? `the service line is ${serviceLine(program, facts.serviceLineId)?.name ?? facts.serviceLineId}`
      : '',
    fit.region ? `the region is ${region}` : '',
    fit.kind ? `the partner is of kind ${kind}` : '',
  ]
    .filter(Boolean)
    .join(' and ');
}

function whyNot(program: Program, facts: RoutingFacts): string {
  if (triageChannels(program).length === 0) return 'The program has no triage channel yet.';
  const line = serviceLine(program, facts.serviceLineId)?.name;
  const region = regionName(program, facts.region);
  const asked = [line ? `the service line ${line}` : '', region ? `the region ${region}` : '']
    .filter(Boolean)
    .join(' and ');
  return `No triage channel takes ${asked || 'a referral without a service line'}, and none is the default.`;
}

function regionName(program: Program, id: string | undefined): string | undefined {
  return program.regions.find((region) => region.id === id)?.name ?? id;
}

function choose(channel: TriageChannel, reason: string): RoutingChoice {
  return { matched: true, route: { assignmentId: channel.id, channel: channel.channel, reason } };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
