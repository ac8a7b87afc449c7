import type { ChannelRef } from './address.js';
import type { ActionValue, Card } from './card.js';
import type { FieldErrors, Form, FormValues, Option } from './form.js';

/**
 * What a person did, and what the person is shown, neutral of any platform. A platform's inbound file parses what
 * arrived into one of these, asks the registry for the handler, and carries out the reply: nothing more.
 *
 * `Who` is the actor as src/people resolves it; this file need not know.
 */
export interface Click<Who> {
  actionId: string;
  value: ActionValue;
  actor: Who;
  channel?: ChannelRef;
  /** The message that carried the button; `threadId` when it stood in a thread. */
  message?: { id: string; threadId?: string };
  /** Unique to this press, the same when the platform delivers it again. */
  actKey: string;
}

export interface Submission<Who> {
  formId: string;
  carried: ActionValue;
  values: FormValues;
  actor: Who;
  /** Unique to the opened form: a double click and a redelivery carry the same. */
  submissionKey: string;
}

export interface Command<Who> {
  /** 'refer', 'referrals', 'status', 'help', … without slash or mention. */
  name: string;
  /** The rest of the line. */
  text: string;
  actor: Who;
  channel?: ChannelRef;
  threadId?: string;
  /** A message the command was used on (a message shortcut). */
  quoted?: { text: string; id: string };
  /** Whether a form can be opened at once. Where it cannot, reply with a card that has a button for it. */
  canOpenForm: boolean;
  actKey: string;
}

export type Reply =
  /** Nothing to say: the cards tell it. */
  | { kind: 'none' }
  /** Shown to this person alone. `replace` edits the private message that was pressed. */
  | { kind: 'private'; card: Card; replace?: boolean }
  | { kind: 'form'; form: Form };

export type SubmissionReply =
  /** The form closes; `afterwards` is shown to this person alone, in the channel the form was about. */
  | { kind: 'close'; afterwards?: { card: Card; channel: ChannelRef } }
  /** The form stays open with everything typed, and these messages at the fields. */
  | { kind: 'errors'; errors: FieldErrors }
  /** The form's content is replaced by another form or by a closing word. */
  | { kind: 'form'; form: Form };

export interface ActionHandler<Who> {
  /** Ids in use: `referral.claim`. Stable, as they live on in old messages. */
  actionId: string;
  handle(click: Click<Who>): Promise<Reply>;
}

export interface SubmissionHandler<Who> {
  formId: string;
  handle(submission: Submission<Who>): Promise<SubmissionReply>;
}

export interface CommandHandler<Who> {
  names: readonly string[];
  handle(command: Command<Who>): Promise<Reply>;
}

/** Options that are too many for a form and are searched while typing. */
export interface OptionSource<Who> {
  fieldKey: string;
  search(query: string, actor: Who, carried: ActionValue): Promise<Option[]>;
  /** Those of these values that this person may choose, for a form that is shown again with what was chosen. */
  named(values: readonly string[], actor: Who): Promise<Option[]>;
}

/** What a person's home surface shows, for staff. */
export type HomeHandler<Who> = (actor: Who) => Promise<Card>;

/** Everything a person can do, gathered in assemble.ts from the capabilities. */
export interface Interactions<Who> {
  actions: ActionHandler<Who>[];
  submissions: SubmissionHandler<Who>[];
  commands: CommandHandler<Who>[];
  home: HomeHandler<Who>;
}
