import type { PageMessage } from '../../page-api.js';
import { withEmoji } from '../blocks/emoji.js';
import { decodeEntities } from '../blocks/mrkdwn.js';
import { withoutMarkdown } from '../teams/markdown.js';

const longest = 80;

function slackGist({ text }: PageMessage): string {
  return withEmoji(decodeEntities(text.replace(/\*([^*]+)\*/g, '$1')));
}

/** A card without words says itself what stands for it. */
function teamsGist({ text, card }: PageMessage): string {
  return text ? withoutMarkdown(text) : String(card?.fallbackText ?? '');
}

/** A message in one short line, for lists that lead to it. */
export function gist(message: PageMessage): string {
  const words = (message.platform === 'teams' ? teamsGist(message) : slackGist(message))
    .replace(/\s+/g, ' ')
    .trim();
  if (!words) return 'Message';
  return words.length > longest ? `${words.slice(0, longest - 1)}…` : words;
}

function flash(element: HTMLElement): void {
  element.animate([{ backgroundColor: 'var(--flash)' }, {}], { duration: 1800 });
}

/** Brings a message into this person's view, draws the eye to it and puts the focus on its first button. */
export function pointAt(person: string, ts: string): void {
  const place = `[data-person="${CSS.escape(person)}"] .message[data-ts="${CSS.escape(ts)}"]`;
  const message = document.querySelector<HTMLElement>(place);
  if (!message) return;
  message.scrollIntoView({ block: 'center' });
  flash(message);
  message.querySelector<HTMLElement>('.block button, .card button')?.focus({ preventScroll: true });
}

/** Draws the eye to where this person's part happens: a pinned card if there is one, else the newest message. */
export function pointAtPlaceOf(person: string): void {
  const seat = document.querySelector<HTMLElement>(`[data-person="${CSS.escape(person)}"]`);
  const pinned = seat?.querySelector<HTMLElement>('.message-pinned');
  const target = pinned ?? [...(seat?.querySelectorAll<HTMLElement>('.message') ?? [])].at(-1);
  target?.scrollIntoView({ block: 'center' });
  if (target) flash(target);
}
