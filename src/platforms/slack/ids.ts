import type { AccountRef, ChannelRef } from '../../messages/address.js';

/** The id for a mention, when the person has a Slack account; else the name must do. */
export function slackUser(span: { account?: AccountRef }): string | undefined {
  const account = span.account;
  return account?.platform === 'slack' && /^[UW][A-Z0-9]+$/.test(account.userId) ? account.userId : undefined;
}

/** What is typed for a command: `/refer` is one of its own, everything else a word after `/referrals`. */
export function slackCommand({ command }: { command: string }): string {
  if (/^refer\b/.test(command)) return `/${command}`;
  return `/referrals ${command}`.trim();
}

/** The id for a link to the channel, when it is one of Slack's. */
export function slackChannel(channel: ChannelRef): string | undefined {
  return channel.platform === 'slack' && /^[CG][A-Z0-9]+$/.test(channel.id) ? channel.id : undefined;
}
