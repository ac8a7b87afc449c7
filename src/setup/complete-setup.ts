import type { PlatformName } from '../messages/address.js';
import type { ChannelFacts } from '../messages/delivery.js';
import type { Partner, Rep } from '../program/definition.js';
import type { ProgramStore } from '../program/ports.js';
import { activePartners, activeReps, channelForPartner, type Program } from '../program/program.js';
import { addEntries } from './decide-setup.js';

export interface CompleteDeps {
  programs: ProgramStore;
  /** A person's name and e-mail, as the platform knows them. */
  profile: (platform: PlatformName, userId: string) => Promise<{ name: string; email?: string } | undefined>;
  channelFacts: (channel: { platform: PlatformName; id: string }) => Promise<ChannelFacts>;
}

/**
 * Fills in what a setup from chat could not wait for: the names of people who were chosen as reps, and the workspace
 * of a partner whose channel holds exactly one other organisation (assigning that channel to the partner says whose it
 * is). Idempotent; run after each setup and at every start, so a crash in between leaves nothing half done.
 */
export async function completeSetup(deps: CompleteDeps): Promise<void> {
  const before = await deps.programs.stored();
  if (!before) return;
  const reps = (await Promise.all(nameless(before.program).map((rep) => named(deps, rep)))).filter(
    (rep) => rep !== undefined,
  );
  const partners = (
    await Promise.all(homeless(before.program).map((one) => housed(deps, before.program, one)))
  ).filter((one) => one !== undefined);
  if (reps.length === 0 && partners.length === 0) return;
  // Losing the race is fine: whoever won runs this again.
  await deps.programs.save(before, addEntries(before, { reps, partners }), []);
}

/** A rep made from a picked person carries the user id as its name until it is known. */
function nameless(program: Program): Rep[] {
  return activeReps(program).filter(
    (rep) => rep.name === rep.accounts.slack || rep.name === rep.accounts.teams,
  );
}

async function named({ profile }: CompleteDeps, rep: Rep): Promise<Rep | undefined> {
  const platform = rep.accounts.slack ? 'slack' : 'teams';
  const found = await profile(platform, rep.name);
  return found ? { ...rep, name: found.name, ...(found.email ? { email: found.email } : {}) } : undefined;
}

function homeless(program: Program): Partner[] {
  return activePartners(program).filter(
    (partner) =>
      partner.workspaces.slack.length === 0 &&
      partner.workspaces.teams.length === 0 &&
      partner.contacts.length === 0,
  );
}

async function housed(
  { channelFacts }: CompleteDeps,
  program: Program,
  partner: Partner,
): Promise<Partner | undefined> {
  const channel = channelForPartner(program, partner.id)?.channel;
  if (!channel) return undefined;
  const { otherTeamIds } = await channelFacts(channel);
  const [only, ...more] = otherTeamIds;
  if (!only || more.length > 0) return undefined;
  return { ...partner, workspaces: { ...partner.workspaces, [channel.platform]: [only] } };
}
