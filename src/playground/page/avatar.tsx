import type { PagePerson } from '../page-api.js';
import { LogoIcon } from './icons.js';

/** Slack's own voice, which is a bot too but not this one. */
const slackbot = 'USLACKBOT';

/** Two letters that stand for a name. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return `${words[0]?.[0] ?? '?'}${last?.[0] ?? ''}`.toUpperCase();
}

/** A person's square; the bot's is its logo. Decoration only: the name always stands beside it. */
export function Avatar({ person, size = 36 }: { person: PagePerson | undefined; size?: number }) {
  const bot = person?.kind === 'bot' && person.id !== slackbot;
  const style = { width: size, height: size, fontSize: size * 0.38, background: person?.avatarColor };
  return (
    <span className="avatar" aria-hidden="true" style={bot ? { width: size, height: size } : style}>
      {bot ? <LogoIcon /> : initials(person?.name ?? '')}
    </span>
  );
}

/** `Guest`, `External` or `App`, where a reader should know; nothing for members. */
export function KindBadge({ person }: { person: PagePerson }) {
  const words = { guest: 'Guest', external: 'External', bot: 'App', admin: '', member: '' }[person.kind];
  if (!words) return null;
  const title =
    person.kind === 'external' ? `From another organisation: ${person.workspace.name}` : undefined;
  return (
    <span className={`badge badge-${person.kind}`} title={title}>
      {words}
    </span>
  );
}
