import type {
  ActionHandler,
  CommandHandler,
  HomeHandler,
  OptionSource,
  SubmissionHandler,
} from '../../../messages/interaction.js';
import type { Actor } from '../../../people/actor.js';
import type { Interactive } from '../interactive.js';
import type { Known, People, PersonClue } from './people.js';
import type { EventInbox, InboundLog, Installation, Lifecycle, ResolveActor } from './ports.js';

/** What every handler of this folder works with. */
export interface InboundContext {
  actions: ReadonlyMap<string, ActionHandler<Actor>>;
  submissions: ReadonlyMap<string, SubmissionHandler<Actor>>;
  commands: ReadonlyMap<string, CommandHandler<Actor>>;
  optionSources: ReadonlyMap<string, OptionSource<Actor>>;
  home: HomeHandler<Actor>;
  people: People;
  resolveActor: ResolveActor;
  interactive: Interactive;
  inbox: EventInbox;
  installation(): Installation;
  lifecycle(event: Lifecycle): Promise<void>;
  deadlineMs: number;
  log: InboundLog;
  /** Work nobody waits for; stopping does. Never rejects. */
  inBackground(work: Promise<unknown>): void;
}

/** The actor for a person whom nobody waits for us to acknowledge: asks Slack where that helps. */
export async function actorLookedUp(context: InboundContext, person: PersonClue): Promise<Actor> {
  return context.resolveActor(await context.people.lookUp(person));
}

/** Learns about somebody we know little of, so that next time the name is there. To be called after the answer. */
export function refreshLater(context: InboundContext, person: PersonClue, known: Known | undefined): void {
  if (known?.isStale) context.inBackground(context.people.lookUp(person));
}
