import * as chat from './chat.js';
import * as conversations from './conversations.js';
import * as other from './other.js';
import type { Method } from './refusal.js';
import * as users from './users.js';
import * as views from './views.js';

/** The Web API methods of the simulated workspace: https://docs.slack.dev/reference/methods */
export const METHODS: Record<string, Method | undefined> = {
  'auth.test': other.authTest,
  'api.test': () => ({}),
  'bots.info': other.botInfo,
  'chat.delete': chat.deleteMessage,
  'chat.getPermalink': chat.getPermalink,
  'chat.postEphemeral': chat.postEphemeral,
  'chat.postMessage': chat.postMessage,
  'chat.update': chat.updateMessage,
  'conversations.info': conversations.info,
  'conversations.join': conversations.join,
  'conversations.list': conversations.list,
  'conversations.members': conversations.members,
  'conversations.open': conversations.open,
  'pins.add': other.addPin,
  'pins.remove': other.removePin,
  'reactions.add': other.addReaction,
  'team.info': other.teamInfo,
  'users.info': users.userInfo,
  'users.list': users.userList,
  'users.lookupByEmail': users.lookupByEmail,
  'views.open': views.openView,
  'views.publish': views.publishView,
  'views.push': views.pushView,
  'views.update': views.updateView,
};
