import type { Clock } from '../clock.js';
import type { ComposeDeps } from '../compose.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Program } from '../program/program.js';

/**
 * Tells program managers why a partner's channel gets less than the whole card: once for each channel and set of
 * organisations, and once a day where it cannot be seen who is there.
 */
export function channelWarnings(
  outbox: { enqueue(messages: PendingMessage[]): Promise<void> },
  clock: Clock,
): Pick<ComposeDeps, 'onRestricted' | 'onUnseen'> {
  const tell = (program: Program, key: string, template: string, facts: Record<string, unknown>) =>
    outbox.enqueue([
      {
        key,
        template,
        facts,
        subject: { kind: 'program', id: program.id },
        to: { kind: 'program_managers' },
        at: clock.now(),
      },
    ]);
  return {
    onRestricted: (program, referral, { channel, otherTeamIds }) =>
      tell(
        program,
        `channel-shared:${channel.platform}:${channel.id}:${[...otherTeamIds].sort().join('+')}`,
        'channel-shared',
        {
          platform: channel.platform,
          channelId: channel.id,
          partner: referral.partner?.name,
          teams: otherTeamIds.length,
        },
      ),
    onUnseen: (program, { to }, reason) => {
      const { id: channelId, platform } = 'channel' in to ? to.channel : {};
      const day = clock.now().toISOString().slice(0, 10);
      return tell(program, `channel-unseen:${channelId}:${day}`, 'channel-unseen', {
        platform,
        channelId,
        reason,
      });
    },
  };
}
