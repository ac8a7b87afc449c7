import { emit, inBackground } from './events.js';
import type { Fake } from './fake.js';
import { personOf } from './people.js';
import type { Channel } from './workspace.js';

/** Tells the bot that somebody (also itself) came into a channel it is in; does not wait for its answer. */
export function announceJoin(fake: Fake, channel: Channel, user: string, inviter?: string): void {
  inBackground(fake, emitJoin(fake, channel, user, inviter));
}

/** https://docs.slack.dev/reference/events/member_joined_channel */
export function emitJoin(fake: Fake, channel: Channel, user: string, inviter?: string) {
  const { homeTeam } = fake.workspace.seed;
  const team = personOf(fake.workspace, user)?.team ?? homeTeam;
  const channel_type = channel.isPrivate ? 'G' : 'C';
  return emit(
    fake,
    {
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      channel_type,
      team,
      ...(inviter && { inviter }),
    },
    { channel, team },
  );
}
