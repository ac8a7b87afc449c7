import { DeliveryError } from '../../errors.js';
import type { PlatformName } from '../../messages/address.js';
import type { ChannelFacts } from '../../messages/delivery.js';
import type { ChannelAssignment } from '../../program/channel-settings.js';
import { findPartner, type Program } from '../../program/program.js';
import type { OpenStore } from '../world.js';
import type { DoctorWorld, SlackProbe, TeamsProbe } from './ports.js';
import { slackSaid } from './slack-checks.js';
import { teamsSaid } from './teams-checks.js';
import { type Checked, checked, ok, problem, skipped, type Verdict } from './verdict.js';

/** How the channels of one platform are looked at. */
export interface ChannelAccess {
  facts(channelId: string): Promise<ChannelFacts>;
  /** What a failure of `facts` means. */
  said(error: unknown): Verdict;
}

/** Every channel the program uses: one after the other, since the platforms count such calls. */
export async function channelChecks(
  program: Program,
  access: Partial<Record<PlatformName, ChannelAccess>>,
  holdsOthers: DoctorWorld['holdsOthers'],
): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const assignment of program.channels.filter(({ ended }) => !ended)) {
    const { id, platform } = assignment.channel;
    const look = async (): Promise<Verdict> => {
      const way = access[platform];
      if (!way) return skipped(`${NAMES[platform]} cannot be asked`);
      try {
        return channelVerdict(await way.facts(id), assignment, program, holdsOthers);
      } catch (error) {
        return way.said(error);
      }
    };
    results.push(await checked(`channel ${assignment.id} (${assignment.kind}, ${id})`, look));
  }
  return results;
}

const NAMES: Record<PlatformName, string> = { slack: 'Slack', teams: 'Teams' };

export function slackChannels(probe: SlackProbe, teamId: string): ChannelAccess {
  return {
    facts: (id) => probe.channelFacts(id, teamId),
    said: (error) => slackSaid(error, `Invite the bot there, or assign another channel: ${ASSIGN}`),
  };
}

export function teamsChannels(
  probe: TeamsProbe,
  tenantId: string,
  store: Pick<OpenStore, 'teamsChannel'>,
): ChannelAccess {
  return {
    async facts(id) {
      const where = await store.teamsChannel(id, tenantId);
      if (!where) throw new DeliveryError('final', 'not_installed', 'The app is in no team yet.');
      return probe.channelFacts(id, where);
    },
    said: (error) =>
      teamsSaid(error, `Add the app to the channel’s team, or assign another channel: ${ASSIGN}`),
  };
}

const ASSIGN = 'the command setup in it, or program apply';

const INVITE: Record<PlatformName, string> = {
  slack: 'Invite it: /invite @referral-desk in',
  teams: 'Add the app to the team of',
};

function channelVerdict(
  facts: ChannelFacts,
  assignment: ChannelAssignment,
  program: Program,
  holdsOthers: DoctorWorld['holdsOthers'],
): Verdict {
  const { platform } = facts.channel;
  const name = facts.name ? `${platform === 'slack' ? '#' : ''}${facts.name}` : facts.channel.id;
  if (facts.archived)
    return problem(`${name} is archived`, `Unarchive it, or assign another channel: ${ASSIGN}`);
  if (!facts.botIsMember) return problem(`the bot is not in ${name}`, `${INVITE[platform]} ${name}`);
  const others = facts.otherTeamIds;
  if (assignment.kind !== 'partner')
    return others.length === 0
      ? ok(`${name}, the bot is in it`)
      : problem(
          `${name} is shared with ${others.join(', ')}, so referrals are withheld in it`,
          'Assign a channel of your own people alone, or stop sharing this one',
        );
  const partner = findPartner(program, assignment.partner);
  if (!partner)
    return problem(`${name} belongs to ${assignment.partner}, which is no active partner`, 'Assign it anew');
  if (!holdsOthers(facts, program, partner.id))
    return ok(`${name}, the bot is in it${others.length > 0 ? `, shared with ${others.join(', ')}` : ''}`);
  const own: readonly string[] = partner.workspaces[platform];
  const strangers = others.filter((team) => !own.includes(team));
  return problem(
    `${name} holds an organisation that is not known as ${partner.name}’s (${strangers.join(', ')}), so only ` +
      '“Referral received” is posted in it',
    `Take the organisation out of the channel, or add its id to workspaces.${platform} of ${partner.id} in the program file`,
  );
}
