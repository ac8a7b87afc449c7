/**
 * The part of markdown that Teams reads in TextBlock, FactSet and the titles of choices:
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format. It also reads `{{DATE(…)}}`
 * there, and `<at>…</at>` where the card names a mention.
 */
const FORMATTED = /[\\*_`~[\]<\n\r]|\{\{|&[a-z#]|^\s*(?:[-+]\s|\d+[.)]\s|[>#])/iu;

/** Whether a text appears as typed even where markdown is read. One line only. */
export function isPlain(text: string): boolean {
  return !FORMATTED.test(text);
}

/** A literal within a line, for a place where markdown is read. Backslashes as CommonMark has them. */
export function escaped(text: string): string {
  return text
    .replace(/[\\*_`~[\]]/g, '\\$&')
    .replace(/&(?=[a-z#])/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('{{', '{\\{')
    .replace(/\s*[\r\n]+\s*/g, ' ');
}

/** A line put together from escaped literals: what begins a list, a quote or a heading only at its start. */
export function escapedStart(line: string): string {
  return line.replace(/^(\s*)([-+](?=\s|$)|[>#])/, '$1\\$2').replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** A literal for a text run, which reads no markdown; only the functions for dates could be read in it. */
export function literal(text: string): string {
  return text.replaceAll('{{', '{\u200b{');
}

/** Reads in the reader's own zone: learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-function-rules */
export function instantMacro(instant: Date, show: 'date' | 'time' | 'date_time' | 'relative_day'): string {
  const at = `${instant.toISOString().slice(0, 19)}Z`;
  const date = `{{DATE(${at}, SHORT)}}`;
  const time = `{{TIME(${at})}}`;
  if (show === 'time') return time;
  return show === 'date_time' ? `${date} ${time}` : date;
}

/** What is written for a command: a mention of the app, and the word. */
export function teamsCommand({ command }: { command: string }): string {
  return `@Referral Desk ${command || 'my referrals'}`;
}

/** The address when it leads to the web or to a mailbox. */
export function safeUrl(link: string): string | undefined {
  return /^(https?:\/\/|mailto:)/i.test(link) && URL.canParse(link)
    ? link.replace(/\s/g, encodeURIComponent)
    : undefined;
}
