import type { Partner } from '../program/partner-settings.js';
import { channelForPartner, type Program } from '../program/program.js';
import type { Column } from './columns.js';
import type { PartnerFacts, PartnerFigures } from './ports.js';

export interface PartnerRow {
  partner: Partner;
  facts: PartnerFacts;
  figures: PartnerFigures;
}

export function partnerColumns(program: Program): Column<PartnerRow>[] {
  return [
    { name: 'id', value: ({ partner }) => partner.id },
    { name: 'name', value: ({ partner }) => partner.name },
    { name: 'kind', value: ({ partner }) => partner.kind },
    { name: 'state', value: ({ facts }) => facts.state },
    { name: 'standing', value: ({ partner }) => partner.standing },
    { name: 'since', value: ({ partner, facts }) => partner.since ?? facts.joinedAt },
    { name: 'manager_id', value: ({ partner }) => partner.manager },
    { name: 'manager', value: ({ partner }) => managerOf(program, partner) },
    { name: 'domains', value: ({ partner }) => partner.domains.join(' ') || undefined },
    { name: 'channel_platform', value: ({ partner }) => channelOf(program, partner)?.platform },
    { name: 'channel_id', value: ({ partner }) => channelOf(program, partner)?.id },
    { name: 'contacts', value: ({ partner }) => contactsOf(partner), personal: true },
    { name: 'referrals', value: ({ figures }) => figures.sent },
    { name: 'referrals_open', value: ({ figures }) => figures.open },
    { name: 'meetings_held', value: ({ figures }) => figures.met },
    { name: 'referrals_won', value: ({ figures }) => figures.won },
    { name: 'last_referral_at', value: ({ figures }) => figures.lastAt },
  ];
}

function managerOf({ programManagers, reps }: Program, { manager }: Partner): string | undefined {
  return [...programManagers, ...reps].find(({ id }) => id === manager)?.name;
}

function channelOf(program: Program, { id }: Partner) {
  return channelForPartner(program, id)?.channel;
}

/** `Maya Okafor <maya@fjord.example>`, one a line. */
function contactsOf({ contacts }: Partner): string | undefined {
  const written = contacts.map(({ name, email }) => (email ? `${name} <${email}>` : name));
  return written.join('\n') || undefined;
}
