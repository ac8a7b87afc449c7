import { type FakeSlack, startFakeSlack } from '../../../src/playground/slack/index.js';
import { answerParent } from '../child.js';
import { BOT_TOKEN, SIGNING_SECRET, WORKSPACE } from '../office.js';

/** The simulated Slack, in a process of its own: what it costs is not counted as ours. */

let slack: FakeSlack | undefined;

function running(): FakeSlack {
  if (!slack) throw new Error('it was not started');
  return slack;
}

/** A post as the simulated Slack took it. */
export interface TakenPost {
  channel: string;
  text: string;
  blocks: Record<string, unknown>[];
}

answerParent({
  async start(): Promise<{ apiUrl: string }> {
    slack = await startFakeSlack({
      workspace: WORKSPACE,
      signingSecret: SIGNING_SECRET,
      botToken: BOT_TOKEN,
      keepTraffic: 20_000,
    });
    return { apiUrl: slack.apiUrl };
  },

  /** Everything posted since the last `forget`, in order. Failures are failures of the bench. */
  posts(): TakenPost[] {
    return running()
      .requests.filter(({ method }) => method === 'chat.postMessage')
      .map(({ args, response }) => {
        if ((response as { ok?: boolean }).ok !== true)
          throw new Error(`a post was refused: ${JSON.stringify(response)}`);
        return args as unknown as TakenPost;
      });
  },

  forget: () => running().reset(),
});
