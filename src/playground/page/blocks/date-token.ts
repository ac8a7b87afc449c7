/**
 * Slack's `<!date^SECONDS^FORMAT^LINK|FALLBACK>`: the reader sees the instant in a zone of their own.
 * Source: docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
const dayInMs = 86_400_000;

/** How an instant is written for a reader: `now` and `timeZone` (IANA; the machine's when absent). */
export interface DateReader {
  now: Date;
  timeZone?: string;
}

function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

function parts(at: Date, reader: DateReader, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-US', { ...options, timeZone: reader.timeZone });
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

function calendarDay(at: Date, reader: DateReader): number {
  const { year, month, day } = parts(at, reader, { year: 'numeric', month: 'numeric', day: 'numeric' });
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / dayInMs;
}

function nearbyDay(at: Date, reader: DateReader): string | undefined {
  const distance = calendarDay(at, reader) - calendarDay(reader.now, reader);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(distance)];
}

function ago(at: Date, reader: DateReader): string {
  const seconds = Math.round((at.getTime() - reader.now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return words.format(seconds, 'second');
  if (size < 3600) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return words.format(Math.round(seconds / 3600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}

function writtenDate(at: Date, reader: DateReader, style: 'plain' | 'short' | 'long'): string {
  const month = style === 'short' ? 'short' : 'long';
  const date = parts(at, reader, { weekday: 'long', month, day: 'numeric', year: 'numeric' });
  const day = style === 'short' ? date.day : ordinal(Number(date.day));
  return `${style === 'long' ? `${date.weekday}, ` : ''}${date.month} ${day}, ${date.year}`;
}

function writtenNumbers(at: Date, reader: DateReader, separator: string): string {
  const { year, month, day } = parts(at, reader, { year: 'numeric', month: '2-digit', day: '2-digit' });
  return separator === '/' ? `${month}/${day}/${year}` : `${year}-${month}-${day}`;
}

/** Local clock time, such as `2:05 PM`; with seconds where asked. */
export function writtenTime(at: Date, reader: DateReader, seconds = false): string {
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  if (seconds) options.second = '2-digit';
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: reader.timeZone }).format(at);
}

function token(name: string, at: Date, reader: DateReader): string | undefined {
  const pretty = name.endsWith('_pretty') ? nearbyDay(at, reader) : undefined;
  if (pretty) return pretty;
  switch (name) {
    case 'date_num':
      return writtenNumbers(at, reader, '-');
    case 'date_slash':
      return writtenNumbers(at, reader, '/');
    case 'date':
    case 'date_pretty':
      return writtenDate(at, reader, 'plain');
    case 'date_short':
    case 'date_short_pretty':
      return writtenDate(at, reader, 'short');
    case 'date_long':
    case 'date_long_pretty':
    case 'day_divider_pretty':
      return writtenDate(at, reader, 'long');
    case 'time':
      return writtenTime(at, reader);
    case 'time_secs':
      return writtenTime(at, reader, true);
    case 'ago':
      return ago(at, reader);
    default:
      return undefined;
  }
}

/** The words of a date token; the fallback when the instant or the format cannot be read. */
export function dateWords(seconds: number, format: string, fallback: string, reader: DateReader): string {
  const at = new Date(seconds * 1000);
  if (!Number.isFinite(seconds) || Number.isNaN(at.getTime())) return fallback;
  const words = format.replace(/\{(\w+)\}/g, (typed, name: string) => token(name, at, reader) ?? typed);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The instant in full with its zone: what hovering over a date shows. */
export function fullInstant(at: Date, reader: DateReader): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'long' };
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: reader.timeZone }).format(at);
}

/** The heading over a day's messages: `Today`, `Yesterday`, or the long date. */
export function dayHeading(at: Date, reader: DateReader): string {
  const nearby = nearbyDay(at, reader);
  return nearby ? nearby.charAt(0).toUpperCase() + nearby.slice(1) : writtenDate(at, reader, 'long');
}
