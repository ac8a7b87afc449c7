import type { ChannelRef } from '../messages/address.js';
import type { Card } from '../messages/card.js';
import type { Form } from '../messages/form.js';
import type { Samples } from '../program/template.js';
import type { ProgramTerms } from '../program/terms-settings.js';
import type { StepName } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';
import type { ReferralState } from '../referral/states.js';
import type { Actor } from './actor.js';

/** What the examples of all capabilities are made with: one program, its referral in any state, and who reads. */
export interface ExampleData extends Samples {
  referral: (state: ReferralState) => Referral;
  /** A rep who also manages the program, somebody of its first partner, and somebody without a part. */
  actors: { staff: Actor; partner: Actor; stranger: Actor };
  /** What partners accept before they refer, though this program has none. */
  terms: ProgramTerms;
  /** The first partner's. */
  channel: ChannelRef;
}

interface Named {
  name: string;
}

/** What a capability shows in previews besides its messages. Each brings its own; src/catalogue.ts gathers them. */
export interface Examples {
  /** What people are answered in private. */
  cards?: (data: ExampleData) => (Named & { card: Card })[];
  forms?: (data: ExampleData) => (Named & { form: Form })[];
  homes?: (data: ExampleData) => (Named & { card: Card })[];
  /** Which referral the form of a step is opened from, where an accepted one would not do. */
  openedFrom?: Partial<Record<StepName, (data: ExampleData) => Referral>>;
}
