import { createServer } from 'node:http';
import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import { APP_ID } from '../teams-office.js';
import { mongooseInsert } from './mongoose-insert.js';

/**
 * The baseline: @microsoft/teams-ai as its documentation shows it, with its own adapter, `taskModules` and check of
 * tokens. Answers the press with a small dialog, and a form, once one document is stored, with a word.
 */

const { PORT, MONGODB_URI = '', BARE_DOCUMENT = '', OPENID_METADATA_URL = '' } = process.env;

const insert = await mongooseInsert(MONGODB_URI, BARE_DOCUMENT);
const adapter = new TeamsAdapter({
  MicrosoftAppId: APP_ID,
  MicrosoftAppPassword: 'not used: nothing is sent',
  MicrosoftAppType: 'MultiTenant',
  ChannelService: '',
  // One of these given, the SDK takes no other from its defaults.
  ToBotFromChannelOpenIdMetadataUrl: OPENID_METADATA_URL,
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromEmulatorOpenIdMetadataUrl: OPENID_METADATA_URL,
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  OAuthUrl: 'https://token.botframework.com/',
  CallerId: '',
  ValidateAuthority: true,
});
const app = new Application({ adapter, botAppId: APP_ID, startTypingTimer: false });
const DIALOG = {
  title: 'Echo',
  height: 'small',
  width: 'small',
  card: {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'Input.Text', id: 'text', label: 'Text' }],
      actions: [{ type: 'Action.Submit', title: 'Send', data: { verb: 'echo' } }],
    },
  },
};
app.taskModules.fetch(
  async ({ activity }) => activity.name === 'task/fetch',
  async () => DIALOG as never,
);
app.taskModules.submit(
  async ({ activity }) => activity.name === 'task/submit',
  async ({ activity }) => {
    await insert(activity.id ?? '');
    return 'Stored';
  },
);

createServer(async (request, response) => {
  if (request.url === '/readyz') return void response.writeHead(200).end();
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
  // What the SDK needs of an Express-like server, and nothing more.
  let content: string | undefined;
  const answer = {
    socket: response.socket,
    header: () => undefined,
    status: (status: number) => {
      response.statusCode = status;
    },
    send: (value: unknown) => {
      content = JSON.stringify(value);
    },
    end: () => {
      if (content !== undefined) response.setHeader('content-type', 'application/json');
      response.end(content);
    },
  };
  await adapter.process(
    { body, headers: request.headers, method: request.method } as never,
    answer as never,
    async (turn) => void (await app.run(turn)),
  );
}).listen(Number(PORT), '127.0.0.1');
