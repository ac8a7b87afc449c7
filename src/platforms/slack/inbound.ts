import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../clock.js';
import type { Interactions, OptionSource } from '../../messages/interaction.js';
import type { Actor } from '../../people/actor.js';
import { boltApp } from './inbound/bolt-app.js';
import type { InboundContext } from './inbound/context.js';
import { handleEvent } from './inbound/handle-event.js';
import { SlackHttpReceiver } from './inbound/http-receiver.js';
import { knownInstallation } from './inbound/installation.js';
import { isOfInterest } from './inbound/parse-event.js';
import type { EventBody } from './inbound/payloads.js';
import { slackPeople } from './inbound/people.js';
import type {
  EventInbox,
  InboundLog,
  Installation,
  InstallationStore,
  Lifecycle,
  ProfileStore,
  ResolveActor,
} from './inbound/ports.js';
import { socketConnection } from './inbound/socket-connection.js';
import { interactiveClient } from './interactive.js';

export type { Lifecycle } from './inbound/ports.js';

export interface SlackInboundOptions {
  /** Needed unless `appToken` is given: proves that an HTTP request is Slack's. */
  signingSecret?: string;
  botToken: string;
  /** Of the Web API, with or without a slash at the end. */
  apiUrl: string;
  /** Socket Mode when set: Slack is called, and HTTP requests are refused. */
  appToken?: string;
  resolveActor: ResolveActor;
  interactions: Interactions<Actor>;
  /** For select fields with more than 100 options. */
  optionSources?: readonly OptionSource<Actor>[];
  profiles: ProfileStore;
  inbox: EventInbox;
  installation: InstallationStore;
  /** What others must know of happened to a channel or to the app. Rejecting has it told again later. */
  lifecycle(event: Lifecycle): Promise<void>;
  clock: Clock;
  log: InboundLog;
  /** How long a handler may take before Slack is answered without it. Slack waits 3 s. */
  deadlineMs?: number;
  /** Each request over HTTP once it is answered, by kind (`command`, `event:app_mention`, … or `refused`). */
  answered?(kind: string, status: number, ms: number): void;
}

export interface SlackInbound {
  /** POST /slack/events, on node:http. Answers always and never rejects. */
  handler(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Finds out who we are. @throws DeliveryError when Slack refuses the token */
  start(): Promise<void>;
  /** Waits for what is under way, at most five seconds. */
  stop(): Promise<void>;
  /** Known who we are, and connected where Slack is called. */
  ready(): boolean;
  /** Undefined until it is known. */
  installation(): Installation | undefined;
  /** A person's name and e-mail, from what is known or from Slack; undefined when neither tells. */
  person(userId: string): Promise<{ name: string; email?: string; guest?: boolean } | undefined>;
  /**
   * Does what follows from an event the inbox still holds, and finishes it. For the sweep.
   * Rejects when it must be done again later.
   */
  processStored(body: Record<string, unknown>): Promise<void>;
}

const STOP_MS = 5_000;

/** Everything Slack sends: checked, understood, handed to the interactions, and answered. */
export function slackInbound(options: SlackInboundOptions): SlackInbound {
  const { botToken, apiUrl, appToken, interactions, clock, log } = options;
  const interactive = interactiveClient(botToken, apiUrl);
  const known = knownInstallation({ token: botToken, interactive, store: options.installation, log });
  const underWay = new Set<Promise<unknown>>();
  const socket = appToken === undefined ? undefined : socketConnection({ appToken, apiUrl, log });

  function installation(): Installation {
    const current = known.current();
    if (!current) throw new Error('Slack has not said yet who we are');
    return current;
  }

  const inBackground = (work: Promise<unknown>): void => {
    const tracked = work
      .catch((error: unknown) => log.error({ err: error }, 'work in the background failed'))
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };

  const context: InboundContext = {
    actions: new Map(interactions.actions.map((handler) => [handler.actionId, handler])),
    submissions: new Map(interactions.submissions.map((handler) => [handler.formId, handler])),
    commands: new Map(
      interactions.commands.flatMap((handler) => handler.names.map((name) => [name, handler])),
    ),
    optionSources: new Map((options.optionSources ?? []).map((source) => [source.fieldKey, source])),
    home: interactions.home,
    people: slackPeople({
      profiles: options.profiles,
      userInfo: interactive.userInfo,
      homeTeamId: () => installation().homeTeamId,
      clock,
      log,
    }),
    resolveActor: options.resolveActor,
    interactive,
    inbox: options.inbox,
    installation,
    lifecycle: options.lifecycle,
    deadlineMs: options.deadlineMs ?? 2_500,
    log,
    inBackground,
  };

  const ready = () => known.current() !== undefined && (socket?.isConnected() ?? true);

  const http = new SlackHttpReceiver({
    signingSecret: options.signingSecret ?? '',
    clock,
    log,
    isReady: ready,
    ...(options.answered ? { answered: options.answered } : {}),
  });
  boltApp(socket?.receiver ?? http, context, { botToken, apiUrl });
  async function handler(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!options.signingSecret) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'Socket Mode is in use: nothing is taken over HTTP' }));
      return;
    }
    const handling = http.handle(request, response);
    inBackground(handling);
    await handling;
  }

  async function stop(): Promise<void> {
    known.stop();
    await socket?.stop();
    let timer: NodeJS.Timeout | undefined;
    const longEnough = new Promise((resolve) => {
      timer = setTimeout(resolve, STOP_MS);
    });
    const allDone = async () => {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    };
    await Promise.race([allDone(), longEnough]);
    clearTimeout(timer);
  }

  return {
    handler,
    async start() {
      await known.start();
      await socket?.start();
    },
    stop,
    ready,
    installation: known.current,
    async person(userId) {
      const { name, email, guest } = await context.people.lookUp({ userId });
      // Of somebody nobody knows the id stands for the name.
      return name === userId
        ? undefined
        : { name, ...(email ? { email } : {}), ...(guest === undefined ? {} : { guest }) };
    },
    async processStored(body) {
      const event = body as unknown as EventBody;
      if (isOfInterest(event, installation().botUserId)) await handleEvent(context, event);
    },
  };
}
