import { slackClient } from '../../../src/platforms/slack/web-client.js';
import { deskParts, SEND_TIMEOUT_MS } from '../desk-parts.js';
import { figureOf, inTurn, type Judged } from '../figure.js';
import { BOT_TOKEN, PARTNERS } from '../office.js';
import type { TakenPost } from '../processes/slack.js';
import { submittedReferral } from '../referrals.js';
import type { World } from '../world.js';

const MESSAGES = 400;

/**
 * 4: referrals stored with a status card each, from pending to posted: relay, reading, wording, marking, posting and
 * remembering. Against a loop that posts the very same cards with the same client. To sixteen channels the outbox may
 * deliver side by side, to one it may not.
 */
export async function deliver(world: World): Promise<Judged[]> {
  return [await deliverTo(world, PARTNERS.length), await deliverTo(world, 1)];
}

async function deliverTo(world: World, channels: number): Promise<Judged> {
  const { referrals, outbox } = deskParts(await world.freshStore(`deliveries_${channels}`), world);
  const client = slackClient({ token: BOT_TOKEN, apiUrl: world.apiUrl, timeoutMs: SEND_TIMEOUT_MS });
  let posts: TakenPost[] = [];

  async function ours(): Promise<number> {
    await world.slack.ask('forget');
    for (let number = 0; number < MESSAGES; number += 1) {
      const referral = submittedReferral(number % channels);
      const pending = referral.pending.filter(({ template }) => template === 'status-card');
      await referrals.insert({ ...referral, pending });
    }
    const began = performance.now();
    if (!(await outbox.drain(60_000))) throw new Error('Not everything was delivered in a minute');
    const perSecond = (MESSAGES / (performance.now() - began)) * 1000;
    posts = await world.slack.ask<TakenPost[]>('posts');
    checkPosts(posts);
    return perSecond;
  }

  async function baseline(): Promise<number> {
    await world.slack.ask('forget');
    const began = performance.now();
    for (const { channel, text, blocks } of posts)
      await client.chat.postMessage({ channel, text, blocks: blocks as never });
    const perSecond = (MESSAGES / (performance.now() - began)) * 1000;
    checkPosts(await world.slack.ask<TakenPost[]>('posts'));
    return perSecond;
  }

  const pairs = await inTurn({ rounds: world.rounds, warmUp: 3 }, ours, baseline);
  const name = `outbox delivery, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
  return figureOf(name, 'messages/s', pairs, { ratioAtLeast: 0.5 });
}

/** Each referral's card exactly once. */
function checkPosts(posts: readonly TakenPost[]): void {
  const different = new Set(posts.map(({ text }) => text));
  if (posts.length !== MESSAGES || different.size !== MESSAGES)
    throw new Error(`${posts.length} posts of ${different.size} cards in place of ${MESSAGES}`);
}
