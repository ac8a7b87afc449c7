import type { Card } from '../messages/card.js';
import type { PartnerView } from '../referral/partner-view.js';
import type { Referral } from '../referral/referral.js';
import type { Shareable } from '../referral/shareable.js';
import type { Program } from './program.js';

/** What a partner's message may carry besides the PartnerView. Plain strings do not fit on purpose. */
export type PartnerFacts = Readonly<Record<string, Shareable | Date | boolean | number | undefined>>;
export type StaffFacts = Readonly<Record<string, unknown>>;

export interface PartnerContext {
  view: PartnerView;
  programName: string;
  /** Another outside organisation is in the channel: say only that there is news. */
  restricted: boolean;
}

export interface StaffContext {
  referral: Referral;
  program: Program;
  now: Date;
}

export interface ProgramContext {
  program: Program;
  now: Date;
}

/** Sample data for previews and for the test that renders every message on every platform. */
export interface Samples {
  program: Program;
  now: Date;
  staff: (state?: Referral['state']) => StaffContext;
  partner: (state?: Referral['state'], restricted?: boolean) => PartnerContext;
}

interface TemplateBase {
  /** Kept in stored messages: never renamed, only retired. */
  name: string;
  examples: (samples: Samples) => { name: string; card: Card }[];
}

/**
 * A message: data in, neutral card out. The audience decides what it is given, so a partner's message cannot be
 * written with anything that is not shareable.
 */
export type Template =
  | (TemplateBase & { audience: 'partner'; render: (context: PartnerContext, facts: PartnerFacts) => Card })
  | (TemplateBase & { audience: 'staff'; render: (context: StaffContext, facts: StaffFacts) => Card })
  | (TemplateBase & { audience: 'program'; render: (context: ProgramContext, facts: StaffFacts) => Card });
