import type { Card, Viewer } from '../messages/card.js';
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
  /** The partner's own people: who may be shown more of a restricted card than others. */
  people?: readonly Viewer[];
}

export interface StaffContext {
  referral: Referral;
  program: Program;
  now: Date;
}

/** What a partner may read that is about no referral in particular. */
export interface PartnershipContext {
  partnerName: Shareable;
  programName: string;
  /** Another outside organisation is in the channel: show nothing of the partner's. */
  restricted: boolean;
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

/**
 * A message: data in, neutral card out. The audience decides what it is given, so a partner's message cannot be
 * written with anything that is not shareable. Made with one of the functions below.
 */
export type Template = {
  /** Kept in stored messages: never renamed, only retired. */
  name: string;
  examples: (samples: Samples) => { name: string; card: Card }[];
} & (
  | ({ audience: 'partner' } & Said<PartnerContext, PartnerFacts>)
  | ({ audience: 'partnership' } & Said<PartnershipContext, PartnerFacts> & {
        /** Has a point only while the partner has referred nobody, and may refer. */
        untilFirstReferral?: true;
      })
  | ({ audience: 'staff' } & Said<StaffContext, StaffFacts>)
  | { audience: 'program'; render: (context: ProgramContext, facts: StaffFacts) => Card }
  /** For one person of staff, made of what is read when it is delivered: the capability makes the card itself. */
  | { audience: 'reader' }
);

interface Said<Context, Facts> {
  render: (context: Context, facts: Facts) => Card;
  /** Whether it still has a point when it is delivered, for what may come too late; otherwise it is not sent. */
  holds?: (context: Context, facts: Facts) => boolean;
}

/** One example: what it shows, and what the template is given for it. */
export interface Example<Context, Facts> {
  shows?: string;
  context: Context;
  facts: Facts;
}

type Render<Context, Facts> = (context: Context, facts: Facts) => Card;
type Examples<Context, Facts> = (samples: Samples) => Example<Context, Facts>[];

export function partnerTemplate<Facts extends PartnerFacts>(
  name: string,
  render: Render<PartnerContext, Facts>,
  examples: Examples<PartnerContext, Facts>,
  holds?: (context: PartnerContext, facts: Facts) => boolean,
): Template {
  return {
    name,
    audience: 'partner',
    render: render as Render<PartnerContext, PartnerFacts>,
    ...(holds ? { holds: holds as Said<PartnerContext, PartnerFacts>['holds'] } : {}),
    examples: drawn(name, render, examples),
  };
}

export function partnershipTemplate<Facts extends PartnerFacts>(
  name: string,
  render: Render<PartnershipContext, Facts>,
  examples: Examples<PartnershipContext, Facts>,
  only: { untilFirstReferral?: true } = {},
): Template {
  return {
    name,
    audience: 'partnership',
    ...only,
    render: render as Render<PartnershipContext, PartnerFacts>,
    examples: drawn(name, render, examples),
  };
}

export function staffTemplate<Facts extends StaffFacts>(
  name: string,
  render: Render<StaffContext, Facts>,
  examples: Examples<StaffContext, Facts>,
  holds?: (context: StaffContext, facts: Facts) => boolean,
): Template {
  return {
    name,
    audience: 'staff',
    render: render as Render<StaffContext, StaffFacts>,
    ...(holds ? { holds: holds as Said<StaffContext, StaffFacts>['holds'] } : {}),
    examples: drawn(name, render, examples),
  };
}

export function programTemplate<Facts extends StaffFacts>(
  name: string,
  render: Render<ProgramContext, Facts>,
  examples: Examples<ProgramContext, Facts>,
): Template {
  return {
    name,
    audience: 'program',
    render: render as Render<ProgramContext, StaffFacts>,
    examples: drawn(name, render, examples),
  };
}

export function readerTemplate(name: string, examples: Template['examples']): Template {
  return { name, audience: 'reader', examples };
}

function drawn<Context, Facts>(
  name: string,
  render: Render<Context, Facts>,
  examples: Examples<Context, Facts>,
): Template['examples'] {
  return (samples) =>
    examples(samples).map(({ shows, context, facts }) => ({
      name: shows ? `${name}/${shows}` : name,
      card: render(context, facts),
    }));
}
