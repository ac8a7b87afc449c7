import { Application, TeamsAdapter, type TurnState } from '@microsoft/teams-ai';
import type { Activity as BotActivity, InvokeResponse, TurnContext } from 'botbuilder';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { Activity } from './activity.js';
import type { InboundContext } from './context.js';
import { handleEvent } from './handle-event.js';
import { INVOKES, type InvokeAnswer } from './handle-invoke.js';

/** The SDK's application: one turn an activity. */
export interface TeamsApp {
  /** Of an invoke the answer; of everything else nothing. Rejects with what a handler threw. */
  run(activity: Activity): Promise<InvokeAnswer | undefined>;
}

/**
 * Everything of @microsoft/teams-ai stands here. Its own helpers are not used: `adaptiveCards.actionExecute` keeps its
 * kind of answer from one call to the next, `message('claim')` matches "unclaim", and turn state in a storage lets
 * parallel turns fail; so each kind of activity has a route of ours, and nothing is stored with a turn.
 */
export function teamsApp(context: InboundContext, appId: string): TeamsApp {
  const adapter = new DeskAdapter({ MicrosoftAppId: appId }, sentByUs(appId));
  const app = new QuietApplication({
    adapter,
    botAppId: appId,
    removeRecipientMention: false,
    startTypingTimer: false,
  });
  for (const [name, handle] of Object.entries(INVOKES)) {
    app.addRoute(
      async ({ activity }) => activity.type === 'invoke' && activity.name === name,
      async (turn) => {
        const body = await handle(context, turn.activity as unknown as Activity);
        await answer(turn, { status: 200, ...(isSaid(name, body) ? { body } : {}) });
      },
      true,
    );
  }
  app.addRoute(
    async ({ activity }) => activity.type !== 'invoke',
    (turn) => handleEvent(context, turn.activity as unknown as Activity),
  );
  return {
    run: (activity) =>
      adapter.receive(activity as unknown as BotActivity, appId, async (turn) => void (await app.run(turn))),
  };
}

/** A dialog closes on no body at all; a message extension's on `{}`, as the SDK itself answers: its client reports an empty one as invalid. */
function isSaid(name: string, body: object): boolean {
  return name.startsWith('composeExtension/') || Object.keys(body).length > 0;
}

async function answer(turn: TurnContext, value: InvokeAnswer): Promise<void> {
  await turn.sendActivity({ type: 'invokeResponse', value });
}

/** The SDK's adapter, without its own reading of requests: who is let in is decided in admission.ts. No `onTurnError`: it would swallow failures. */
class DeskAdapter extends TeamsAdapter {
  async receive(
    activity: BotActivity,
    appId: string,
    logic: (turn: TurnContext) => Promise<void>,
  ): Promise<InvokeAnswer | undefined> {
    const claimsIdentity = new ClaimsIdentity(
      [{ type: AuthenticationConstants.AudienceClaim, value: appId }],
      true,
    );
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    const admitted = {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      claimsIdentity,
      connectorFactory,
    };
    const response: InvokeResponse | undefined = await this.processActivity(
      admitted as never,
      activity,
      logic,
    );
    return response as InvokeAnswer | undefined;
  }
}

/** A typing indicator would be posted behind our back, and the SDK's timer is one for all turns. */
class QuietApplication extends Application<TurnState> {
  override startTypingTimer(): void {}
}

/** Nothing is sent through the turn's own client, so it needs no credentials: connector.ts has its own. */
function sentByUs(appId: string): ServiceClientCredentialsFactory {
  const credentials = { signRequest: async <Request>(request: Request) => request };
  return {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => credentials as never,
  };
}
