import type { ChannelRef } from '../../../messages/address.js';
import type { ConversationRef } from '../conversations.js';
import { type Activity, channelOf, isPersonal, teamOf, userIdOf } from './activity.js';
import { actorOf, type InboundContext } from './context.js';
import { happeningOf } from './parse-event.js';
import { referenceFrom } from './references.js';
import { writeToChannel, writeToPerson } from './write.js';

/**
 * What happened to a team, a channel or the app: what is known is brought up to date, and others are told. Resolves when
 * it needs not be done again.
 */
export async function follow(context: InboundContext, activity: Activity, key: string): Promise<void> {
  const happening = happeningOf(activity);
  if (!happening) return;
  if (happening.about === 'app')
    return happening.came ? came(context, activity, key) : went(context, activity);
  const touched = await touchedBy(context, activity, happening.about);
  if ('state' in happening) return stateChanged(context, touched, happening.state);
  for (const ref of touched) {
    if ('renamedTo' in happening && happening.renamedTo) {
      await context.references.set({ ...ref, name: happening.renamedTo });
    }
    const change = 'members' in happening ? 'members' : 'renamed';
    await context.lifecycle({ kind: 'channel_changed', channel: channel(ref), change });
  }
}

/** Of a team, all channels that we have heard of. */
async function touchedBy(
  { conversations }: InboundContext,
  activity: Activity,
  about: 'team' | 'channel',
): Promise<ConversationRef[]> {
  const teamId = teamOf(activity);
  const known = about === 'team' && teamId ? await conversations.ofTeam(teamId) : [];
  if (known.length > 0) return known;
  const named = await conversations.get('channel', channelOf(activity));
  return [named ?? referenceFrom(activity)];
}

async function stateChanged(
  { references, lifecycle }: InboundContext,
  touched: readonly ConversationRef[],
  state: ConversationRef['state'],
): Promise<void> {
  for (const ref of touched) {
    await references.set({ ...ref, state });
    const [kind, change] = state === 'open' ? ['channel_changed', 'restored'] : [`channel_${LOST[state]}`];
    await lifecycle({ kind, channel: channel(ref), ...(change ? { change } : {}) } as never);
  }
}

const LOST = { archived: 'archived', removed: 'left' } as const;

/** Greeted once, where whoever added the app chose; in a personal chat with what that person can do. */
async function came(context: InboundContext, activity: Activity, key: string): Promise<void> {
  const selected = activity.channelData?.settings?.selectedChannel?.id;
  const channelId = selected ?? channelOf(activity);
  await context.references.set({
    ...referenceFrom(activity),
    ...(isPersonal(activity) ? {} : { id: channelId, conversationId: channelId }),
  });
  if (isPersonal(activity)) return greetPerson(context, activity);
  await context.people.installedBy(userIdOf(activity.from));
  // Also what the program has been told of before, or that we were in once.
  await stateChanged(
    context,
    await touchedBy(context, activity, isWholeTeam(activity) ? 'team' : 'channel'),
    'open',
  );
  const handler = context.commands.get('greet');
  if (!handler) return;
  const where = { platform: 'teams' as const, id: channelId };
  const actor = await actorOf(context, activity);
  const command = { name: 'greet', text: '', channel: where, canOpenForm: false, actKey: key, actor };
  const reply = await handler.handle(command);
  if (reply.kind === 'private') await said(context, writeToChannel(context, activity, channelId, reply.card));
}

async function greetPerson(context: InboundContext, activity: Activity): Promise<void> {
  const card = await context.home(await actorOf(context, activity));
  await said(context, writeToPerson(context, activity, card));
}

async function went(context: InboundContext, activity: Activity): Promise<void> {
  if (isPersonal(activity)) {
    await context.references.set({ ...referenceFrom(activity), state: 'removed' });
    return;
  }
  const touched = await touchedBy(context, activity, isWholeTeam(activity) ? 'team' : 'channel');
  await stateChanged(context, touched, 'removed');
}

/** Of a private or shared channel alone only its own events tell. */
function isWholeTeam(activity: Activity): boolean {
  return channelOf(activity) === teamOf(activity) || activity.type === 'installationUpdate';
}

function channel({ id }: ConversationRef): ChannelRef {
  return { platform: 'teams', id };
}

/** A greeting that cannot be posted is no reason to do it all again. */
async function said({ log }: InboundContext, words: Promise<void>): Promise<void> {
  await words.catch((error: unknown) => log.warn({ err: error }, 'a greeting could not be posted'));
}
