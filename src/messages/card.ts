import type { AccountRef, ChannelRef, PlatformName } from './address.js';

/**
 * A message, neutral of any platform. Renderers turn it into Block Kit or an Adaptive Card.
 *
 * Text is spans. A plain string is *literal*: every renderer escapes it, so what a person typed appears as typed
 * and can neither format nor notify. Formatting, names and instants are spans of their own.
 */
export type Span =
  | string
  | { bold: string }
  | { italic: string }
  | { code: string }
  | { link: string; label: string }
  /** A person. Mentioned where the reader's platform is the account's; elsewhere the name is shown. */
  | { person: string; account?: AccountRef }
  | { channel: ChannelRef; label?: string }
  /** What a person types to have something done (`setup`, `find ACME`; empty: their list), as the reader's platform has it typed. */
  | { command: string }
  /** An instant, shown in the reader's zone where the platform can; else in the zone of the program. */
  | { instant: Date; show: 'date' | 'time' | 'date_time' | 'relative_day' }
  | { lineBreak: true };

export type Text = string | readonly Span[];

export type CardElement =
  | { kind: 'title'; text: string }
  | { kind: 'text'; text: Text }
  /** Small print. */
  | { kind: 'context'; text: Text }
  /** What somebody wrote, set apart from our own words. */
  | { kind: 'quote'; text: string }
  | { kind: 'fields'; fields: { label: string; value: Text }[] }
  | { kind: 'list'; title?: string; items: Text[] }
  | { kind: 'image'; url: string; description: string }
  | { kind: 'divider' }
  | { kind: 'actions'; actions: Action[] };

export interface Card {
  /** The one line shown in notifications and by screen readers. Literal text. */
  summary: string;
  elements: CardElement[];
  own?: OwnView;
}

/**
 * A version of a card for some of its readers, each alone. Where the platform can (Teams), their client asks for it by
 * this act, which is answered with a card; everybody else, and everybody elsewhere, keeps the card as it is. So the card has
 * to be enough by itself, and the act changes nothing, checks who asks, and says nothing to others that the card does not.
 */
export interface OwnView {
  id: string;
  value: ActionValue;
  viewers: readonly Viewer[];
}

/** One person, or everybody of a workspace or tenant. */
export type Viewer = AccountRef | { platform: PlatformName; teamId: string };

/** Carried by a button and given back with the click. Small: all of it as JSON stays under 1,900 characters. */
export type ActionValue = Readonly<Record<string, string>>;

export type Action =
  | {
      kind: 'button';
      id: string;
      label: string;
      value: ActionValue;
      style?: 'primary' | 'danger';
      confirm?: { title: string; text: string; confirm: string; cancel: string };
      opens?: Opens;
    }
  | { kind: 'link'; id: string; label: string; url: string }
  /** A choice of one. Each option's value as JSON stays under 150 characters. */
  | {
      kind: 'choice';
      id: string;
      label: string;
      options: { label: string; value: ActionValue }[];
      opens?: Opens;
    };

/**
 * What a press is answered with, where it is more than an act: a form, or a card for this person alone. A platform that
 * opens a window only if the button itself says so (Teams) needs to know it beforehand.
 */
export type Opens = 'form' | 'card';

export function button(
  id: string,
  label: string,
  value: ActionValue,
  style?: 'primary' | 'danger',
  opens?: Opens,
): Action {
  return { kind: 'button', id, label, value, ...(style ? { style } : {}), ...(opens ? { opens } : {}) };
}

/** A button that opens a form. */
export function formButton(
  id: string,
  label: string,
  value: ActionValue,
  style?: 'primary' | 'danger',
): Action {
  return button(id, label, value, style, 'form');
}

/** A button that shows a card to whoever presses it, and to nobody else. */
export function cardButton(id: string, label: string, value: ActionValue): Action {
  return button(id, label, value, undefined, 'card');
}
