import type { Json } from './block-kit/check.js';
import type { Fake } from './fake.js';
import { issueResponseUrl, issueTrigger } from './issued.js';
import { handleOf, type Person, teamOf } from './people.js';
import { viewJson } from './views.js';
import { messageJson } from './web-api/message-content.js';
import { type Channel, type Message, nextTs, type OpenView } from './workspace.js';

/**
 * The bodies of interactions, in the shapes recorded from Slack. For a person of another workspace the rules are
 * those of Slack Connect: https://docs.slack.dev/apis/slack-connect and bolt-js issue 1614.
 */

function common(fake: Fake, person: Person, type: string) {
  const name = handleOf(person);
  return {
    type,
    user: { id: person.id, username: name, name, team_id: person.team },
    api_app_id: fake.workspace.seed.bot.appId,
    token: 'playground-verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The team of an interaction in a channel: the workspace that installed the app, whoever acts. */
function installingTeam(fake: Fake) {
  const { id, domain } = teamOf(fake.workspace, fake.workspace.seed.homeTeam);
  return { id, domain };
}

/** The team of an interaction in a view: the workspace of the person who acts. */
function ownTeam(fake: Fake, person: Person) {
  const { id, domain } = teamOf(fake.workspace, person.team);
  return { id, domain };
}

function channelName(channel: Channel): string {
  if (channel.kind === 'direct') return 'directmessage';
  return channel.isPrivate ? 'privategroup' : channel.name;
}

export interface MessagePlace {
  channel: Channel;
  message: Message;
  isEphemeral: boolean;
}

export function messageActions(
  fake: Fake,
  person: Person,
  place: MessagePlace,
  action: Json,
  state: Json,
): Json {
  const { channel, message, isEphemeral } = place;
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {};
  const actionTs = nextTs(fake.workspace, fake.now());
  return {
    ...common(fake, person, 'block_actions'),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    trigger_id: issueTrigger(fake, person.id),
    team: installingTeam(fake),
    channel: { id: channel.id, name: channelName(channel) },
    ...(!isEphemeral && { message: messageJson(fake, message) }),
    state: { values: state },
    response_url: issueResponseUrl(fake, 'actions', {
      user: person.id,
      channel: channel.id,
      threadTs: message.threadTs,
      source: { ts: message.ts, isEphemeral },
    }),
    actions: [{ ...action, action_ts: actionTs }],
  };
}

export function viewActions(fake: Fake, person: Person, open: OpenView, action: Json): Json {
  return {
    ...common(fake, person, 'block_actions'),
    container: { type: 'view', view_id: open.id },
    trigger_id: issueTrigger(fake, person.id, open.id),
    team: ownTeam(fake, person),
    view: viewJson(fake, open),
    actions: [{ ...action, action_ts: nextTs(fake.workspace, fake.now()) }],
  };
}

export function viewSubmission(fake: Fake, person: Person, open: OpenView): Json {
  return {
    ...common(fake, person, 'view_submission'),
    team: ownTeam(fake, person),
    trigger_id: issueTrigger(fake, person.id, open.id),
    view: viewJson(fake, open),
    response_urls: [],
  };
}

export function viewClosed(fake: Fake, person: Person, open: OpenView, isCleared: boolean): Json {
  return {
    ...common(fake, person, 'view_closed'),
    team: ownTeam(fake, person),
    view: viewJson(fake, open),
    is_cleared: isCleared,
  };
}

export function blockSuggestion(
  fake: Fake,
  person: Person,
  asked: { blockId: string; actionId: string; query: string },
  place: { open: OpenView } | MessagePlace,
): Json {
  const inView = 'open' in place;
  return {
    ...common(fake, person, 'block_suggestion'),
    team: inView ? ownTeam(fake, person) : installingTeam(fake),
    container: inView
      ? { type: 'view', view_id: place.open.id }
      : {
          type: 'message',
          message_ts: place.message.ts,
          channel_id: place.channel.id,
          is_ephemeral: place.isEphemeral,
        },
    ...(inView
      ? { view: viewJson(fake, place.open) }
      : {
          channel: { id: place.channel.id, name: channelName(place.channel) },
          message: messageJson(fake, place.message),
        }),
    action_id: asked.actionId,
    block_id: asked.blockId,
    value: asked.query,
  };
}

export function messageShortcut(
  fake: Fake,
  person: Person,
  channel: Channel,
  message: Message,
  callbackId: string,
): Json {
  return {
    ...common(fake, person, 'message_action'),
    callback_id: callbackId,
    trigger_id: issueTrigger(fake, person.id),
    team: installingTeam(fake),
    channel: { id: channel.id, name: channelName(channel) },
    message_ts: message.ts,
    message: messageJson(fake, message),
    action_ts: nextTs(fake.workspace, fake.now()),
    response_url: issueResponseUrl(fake, 'actions', {
      user: person.id,
      channel: channel.id,
      threadTs: message.threadTs,
    }),
  };
}

export function commandFields(
  fake: Fake,
  person: Person,
  channel: Channel,
  command: string,
  text: string,
): Record<string, string> {
  const team = installingTeam(fake);
  return {
    token: 'playground-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: handleOf(person),
    command,
    text,
    api_app_id: fake.workspace.seed.bot.appId,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(fake, 'commands', { user: person.id, channel: channel.id }),
    trigger_id: issueTrigger(fake, person.id),
  };
}
