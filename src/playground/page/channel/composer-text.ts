/** What a person types, as Slack would send it. */

export interface Named {
  id: string;
  name: string;
}

export type Typed =
  | { kind: 'nothing' }
  | { kind: 'command'; command: string; text: string }
  | { kind: 'say'; text: string };

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * Escapes Slack's three characters and turns `@Name` into `<@ID>`, so that the bot hears what Slack would tell it.
 * Source: docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function toSlackText(typed: string, people: Named[]): string {
  const escaped = typed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length);
  if (longestFirst.length === 0) return escaped;
  const names = longestFirst.map((person) => escapePattern(person.name)).join('|');
  return escaped.replace(new RegExp(`(^|[\\s(])@(${names})(?![\\p{L}\\p{N}])`, 'giu'), (_, before, name) => {
    const person = longestFirst.find((one) => one.name.toLowerCase() === String(name).toLowerCase());
    return `${before}<@${person?.id}>`;
  });
}

/** A slash command when it begins like one, else something said. */
export function readTyped(typed: string, people: Named[]): Typed {
  const trimmed = typed.trim();
  if (!trimmed) return { kind: 'nothing' };
  const command = /^(\/[a-z][\w-]*)(?:\s+([\s\S]*))?$/i.exec(trimmed);
  if (command) return { kind: 'command', command: command[1] ?? '', text: command[2] ?? '' };
  return { kind: 'say', text: toSlackText(trimmed, people) };
}

/** Teams has no slash commands for bots, and knows its mentions itself: what is typed is said. */
export function readTypedInTeams(typed: string): Typed {
  const text = typed.trim();
  return text ? { kind: 'say', text } : { kind: 'nothing' };
}

export interface Suggestion {
  /** What stands in the composer when this is taken. */
  text: string;
  label: string;
  note: string;
}

/** What may follow the typed text: commands after a `/`, names after an `@`. */
export function suggestionsFor(
  typed: string,
  commands: { command: string; hint: string }[],
  people: (Named & { note: string })[],
): Suggestion[] {
  if (/^\/[\w-]*$/.test(typed)) {
    const matching = commands.filter((one) => one.command.startsWith(typed));
    return matching.map((one) => ({ text: `${one.command} `, label: one.command, note: one.hint }));
  }
  const mention = /(^|[\s(])@([\p{L}\p{N}]*)$/u.exec(typed);
  if (!mention) return [];
  const begun = (mention[2] ?? '').toLowerCase();
  const before = typed.slice(0, typed.length - begun.length - 1);
  const matching = people.filter((person) =>
    person.name
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(begun)),
  );
  return matching.slice(0, 6).map((person) => {
    return { text: `${before}@${person.name} `, label: `@${person.name}`, note: person.note };
  });
}
