import type {
  ActionHandler,
  CommandHandler,
  HomeHandler,
  OptionSource,
  SubmissionHandler,
} from '../../../messages/interaction.js';
import type { Actor } from '../../../people/actor.js';
import type { Connector } from '../connector.js';
import type { ConversationStore } from '../conversations.js';
import type { RenderOptions } from '../render-context.js';
import type { Seal } from '../seal.js';
import { type Activity, userIdOf } from './activity.js';
import type { People } from './people.js';
import type { EventInbox, InboundLog, Lifecycle, ResolveActor } from './ports.js';
import type { References } from './references.js';

/** What every handler of this folder works with. */
export interface InboundContext {
  actions: ReadonlyMap<string, ActionHandler<Actor>>;
  submissions: ReadonlyMap<string, SubmissionHandler<Actor>>;
  commands: ReadonlyMap<string, CommandHandler<Actor>>;
  optionSources: ReadonlyMap<string, OptionSource<Actor>>;
  home: HomeHandler<Actor>;
  people: People;
  resolveActor: ResolveActor;
  connector: Connector;
  conversations: ConversationStore;
  references: References;
  inbox: EventInbox;
  seal: Seal;
  /** Of the program. */
  zone(): Promise<string>;
  lifecycle(event: Lifecycle): Promise<void>;
  /** See RenderOptions. */
  dialogs: boolean;
  deadlineMs: number;
  log: InboundLog;
  /** Work nobody waits for; stopping does. Never rejects. */
  inBackground(work: Promise<unknown>): void;
}

export async function actorOf({ people, resolveActor }: InboundContext, activity: Activity): Promise<Actor> {
  return resolveActor(await people.whoIs(activity));
}

/** How a card is rendered for a place: a channel, a chat, or the dialog of one person. */
export async function renderingFor(
  { seal, zone, dialogs }: InboundContext,
  audience: string,
  surface: RenderOptions['surface'],
): Promise<RenderOptions> {
  return { seal, audience, surface, dialogs, zone: await zone() };
}

/** A dialog's buttons work for the person who has it open. */
export function dialogAudience({ from }: Activity): string {
  return `dialog:${userIdOf(from)}`;
}
