import type { ChannelFacts } from '../../messages/delivery.js';
import type { ChannelAssignment } from '../../program/definition.js';
import { findPartner, type Program } from '../../program/program.js';
import type { DoctorWorld, SlackProbe } from './ports.js';
import { slackSaid } from './slack-checks.js';
import { type Checked, checked, ok, problem, skipped, type Verdict } from './verdict.js';

/** Every channel the program uses: one after the other, since Slack counts such calls. */
export async function channelChecks(
  program: Program,
  slack: { probe: SlackProbe; teamId: string } | undefined,
  holdsOthers: DoctorWorld['holdsOthers'],
): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const assignment of program.channels.filter(({ ended }) => !ended)) {
    const { id, platform } = assignment.channel;
    const look = async (): Promise<Verdict> => {
      if (platform !== 'slack') return skipped(`channels on ${platform} cannot be looked up yet`);
      if (!slack) return skipped('Slack cannot be asked');
      try {
        const facts = await slack.probe.channelFacts(id, slack.teamId);
        return channelVerdict(facts, assignment, program, holdsOthers);
      } catch (error) {
        return slackSaid(error, `Invite the bot there, or assign another channel: ${ASSIGN}`);
      }
    };
    results.push(await checked(`channel ${assignment.id} (${assignment.kind}, ${id})`, look));
  }
  return results;
}

const ASSIGN = '/referrals setup in it, or program apply';

function channelVerdict(
  facts: ChannelFacts,
  assignment: ChannelAssignment,
  program: Program,
  holdsOthers: DoctorWorld['holdsOthers'],
): Verdict {
  const name = facts.name ? `#${facts.name}` : facts.channel.id;
  if (facts.archived)
    return problem(`${name} is archived`, `Unarchive it, or assign another channel: ${ASSIGN}`);
  if (!facts.botIsMember)
    return problem(`the bot is not in ${name}`, `Invite it: /invite @referral-desk in ${name}`);
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
  const own: readonly string[] = partner.workspaces[facts.channel.platform];
  const strangers = others.filter((team) => !own.includes(team));
  return problem(
    `${name} holds an organisation that is not known as ${partner.name}’s (${strangers.join(', ')}), so only ` +
      '“Referral received” is posted in it',
    `Take the organisation out of the channel, or add its id to workspaces.slack of ${partner.id} in the program file`,
  );
}
