import type { DeliveryError } from '../../src/errors.js';
import type { Address, PlatformSender, Posted } from '../../src/messages/delivery.js';
import type { FormValues } from '../../src/messages/form.js';
import type { Interactions, OptionSource } from '../../src/messages/interaction.js';
import type { Actor } from '../../src/people/actor.js';

/**
 * A platform of ours and its simulated counterpart, side by side: everything the contract asks of either. The adapter is
 * reached through its real sender and its real inbound side; what is seen and done is the simulated platform's.
 */
export interface PlatformBench {
  sender: PlatformSender;
  /** A channel the bot is in. */
  channelId: string;
  /** Somebody in that channel whom the bot may write to. */
  personId: string;
  /** How many messages of the bot stand anywhere. */
  messages(): number;
  /** A message as it stands there for that person. */
  seen(posted: Posted): Seen;
  /** What that person's home shows. */
  home(): Promise<Control[]>;
  /** The form that person has open. */
  form(): SeenForm | undefined;
  /** Types into the form, by the fields' keys, and sends it. */
  submit(typed: FormValues): Promise<void>;
  closeForm(): Promise<void>;
  /** Has the next post meet this cause. */
  failures: Readonly<Record<Cause, () => Promise<Trial> | Trial>>;
  /** The next edit is done, and its answer lost. */
  loseNextReply(): void;
  /** The platform's own words for what went wrong, from its documentation. */
  codes: Readonly<Record<string, Outcome>>;
  /** The next post is answered with this of the codes. */
  refuse(code: string): void;
  close(): Promise<void>;
}

/** Opens both sides; what arrives goes to these interactions. */
export type OpenBench = (
  interactions: Pick<Interactions<Actor>, 'actions' | 'submissions' | 'home'>,
  optionSources: OptionSource<Actor>[],
) => Promise<PlatformBench>;

export interface Seen {
  edits: number;
  /** Everything that can be pressed, in its order. */
  controls: Control[];
  /** All words a person reads, formatting taken away. */
  words: string;
  /** Ids of the people it notifies. */
  notified: string[];
  /** What the platform's documented limits say against it. */
  findings: string[];
}

export interface Control {
  label: string;
  /** Of a link, which only leads somewhere. */
  url?: string;
  /** Resolves to what the platform told the person went wrong, if anything. */
  press(): Promise<string | undefined>;
}

export interface SeenForm {
  title: string;
  words: string;
  findings: string[];
}

export type Outcome = DeliveryError['outcome'];

/** What can become of a post on any platform, and what the outbox must be told. */
export const CAUSES = {
  'it asks us to slow down': 'retryable',
  'it cannot be reached': 'retryable',
  'its answer is lost': 'unknown',
  'its answer does not come in time': 'unknown',
  'it has trouble of its own': 'unknown',
  'the channel is gone': 'final',
  'the bot was taken out of the channel': 'final',
  'it no longer accepts the app': 'final',
  'the person is out of reach': 'final',
} as const satisfies Record<string, Outcome>;

export type Cause = keyof typeof CAUSES;

/** What to post so that the cause is met, where it is not in the usual channel. */
export interface Trial {
  sender?: PlatformSender;
  address?: Address;
  /** Everything as before. */
  undo?(): Promise<unknown>;
}
