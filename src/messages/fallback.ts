import type { Card, Span, Text } from './card.js';

/** A text as a person reads it where nothing can be formatted. `zone` is an IANA zone for instants. */
export function plainText(text: Text, zone = 'UTC'): string {
  if (typeof text === 'string') return text;
  return text.map((span) => plainSpan(span, zone)).join('');
}

function plainSpan(span: Span, zone: string): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('italic' in span) return span.italic;
  if ('code' in span) return span.code;
  if ('link' in span) return span.label;
  if ('person' in span) return span.person;
  if ('channel' in span) return span.label ?? 'the channel';
  if ('command' in span) return `"${span.command || 'referrals'}"`;
  if ('lineBreak' in span) return '\n';
  return plainInstant(span.instant, span.show, zone);
}

type Shown = 'date' | 'time' | 'date_time' | 'relative_day';

/** `Tue 24 Nov 2026, 09:30 CET`: the weekday and the zone are what people get wrong. */
export function plainInstant(instant: Date, show: Shown, zone: string): string {
  return formatOf(show, zone).format(instant);
}

/** Making a format takes far longer than using it: one each is kept for every zone somebody lives in. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(show: Shown, zone: string): Intl.DateTimeFormat {
  const name = `${show} ${zone}`;
  const format = FORMATS.get(name) ?? newFormat(show, zone);
  FORMATS.set(name, format);
  return format;
}

function newFormat(show: Shown, zone: string): Intl.DateTimeFormat {
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hour12: false, timeZoneName: 'short' } as const;
  const parts =
    show === 'time' ? time : show === 'date' || show === 'relative_day' ? day : { ...day, ...time };
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone });
}

/** The fallback of a whole card, from the same model: its summary and nothing a renderer would not show. */
export function fallbackText(card: Card): string {
  return card.summary;
}
