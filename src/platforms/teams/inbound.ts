import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../clock.js';
import type { Interactions, OptionSource } from '../../messages/interaction.js';
import type { Actor } from '../../people/actor.js';
import type { Connector } from './connector.js';
import type { ConversationStore } from './conversations.js';
import { type Activity, activityFrom } from './inbound/activity.js';
import type { Door } from './inbound/admission.js';
import type { InboundContext } from './inbound/context.js';
import type { InvokeAnswer } from './inbound/handle-invoke.js';
import { messagesEndpoint } from './inbound/http-endpoint.js';
import { eventKey, isOfInterest } from './inbound/parse-event.js';
import { teamsPeople } from './inbound/people.js';
import type {
  EventInbox,
  InboundLog,
  InstallationStore,
  Lifecycle,
  ProfileStore,
  ResolveActor,
} from './inbound/ports.js';
import { references } from './inbound/references.js';
import { teamsApp } from './inbound/teams-app.js';
import type { Seal } from './seal.js';

export type { Lifecycle } from './inbound/ports.js';

export interface TeamsInboundOptions {
  door: Door;
  appId: string;
  /** Our own tenant. */
  tenantId: string;
  connector: Connector;
  conversations: ConversationStore;
  seal: Seal;
  /** Of the program, IANA. */
  zone(): Promise<string>;
  resolveActor: ResolveActor;
  interactions: Interactions<Actor>;
  /** For choices with more than 100 options. */
  optionSources?: readonly OptionSource<Actor>[];
  profiles: ProfileStore;
  installation: InstallationStore;
  inbox: EventInbox;
  /** What others must know of happened to a channel. Rejecting has it told again later. */
  lifecycle(event: Lifecycle): Promise<void>;
  clock: Clock;
  log: InboundLog;
  /** How long a handler may take before Teams is answered without it. Teams waits 5 s. */
  deadlineMs?: number;
  /** Each request once it is answered, by kind (`teams:message`, `teams:invoke:task/fetch`, … or `refused`). */
  answered?(kind: string, status: number, ms: number): void;
}

export interface TeamsInbound {
  /** POST /api/messages, on node:http. Answers always and never rejects. */
  handler(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** A person's name and e-mail, from what is known or from a roster; undefined when neither tells. */
  person(userId: string): Promise<{ name: string; email?: string } | undefined>;
  /** Waits for what is under way, at most five seconds. */
  stop(): Promise<void>;
  /**
   * Does what follows from an activity the inbox still holds, and finishes it. For the sweep.
   * Rejects when it must be done again later.
   */
  processStored(body: Record<string, unknown>): Promise<void>;
}

const STOP_MS = 5_000;
/** Rosters looked into for somebody we have not met. */
const PLACES_ASKED = 5;

/** Everything Teams sends: checked, understood, handed to the interactions, and answered. */
export function teamsInbound(options: TeamsInboundOptions): TeamsInbound {
  const { interactions, log, clock, conversations, connector } = options;
  const underWay = new Set<Promise<unknown>>();

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
    people: teamsPeople({
      profiles: options.profiles,
      installation: options.installation,
      member: connector.member,
      places: () => conversations.newest(options.tenantId, PLACES_ASKED),
      homeTenant: options.tenantId,
      everybodyIsOurs: options.door.kind === 'emulator',
      clock,
      log,
    }),
    resolveActor: options.resolveActor,
    connector,
    conversations,
    references: references(conversations),
    inbox: options.inbox,
    seal: options.seal,
    zone: options.zone,
    lifecycle: options.lifecycle,
    dialogs: options.door.kind !== 'emulator',
    deadlineMs: options.deadlineMs ?? 3_500,
    log,
    inBackground,
  };
  const app = teamsApp(context, options.appId);

  /** An invoke is answered; an event is stored first, so that nothing Teams believes to be delivered can be lost. */
  async function take(activity: Activity): Promise<InvokeAnswer | undefined> {
    if (activity.type === 'invoke') {
      inBackground(context.references.learn(activity));
      return (await app.run(activity)) ?? { status: 501 };
    }
    if (!isOfInterest(activity)) return undefined;
    if (await context.inbox.record(eventKey(activity), 'teams', { ...activity })) {
      inBackground(app.run(activity));
    }
    return undefined;
  }

  const endpoint = messagesEndpoint({
    door: options.door,
    clock,
    log,
    take,
    ...(options.answered ? { answered: options.answered } : {}),
  });

  return {
    async handler(request, response) {
      const handling = endpoint(request, response);
      inBackground(handling);
      await handling;
    },

    person: context.people.named,

    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const longEnough = new Promise((resolve) => {
        timer = setTimeout(resolve, STOP_MS);
      });
      const allDone = async () => {
        while (underWay.size > 0) await Promise.allSettled([...underWay]);
      };
      await Promise.race([allDone(), longEnough]);
      clearTimeout(timer);
    },

    async processStored(body) {
      const activity = activityFrom(body);
      if (activity && isOfInterest(activity)) await app.run(activity);
    },
  };
}
