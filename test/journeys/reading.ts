import type { Message } from '../../src/playground/slack/index.js';

/** How a person reads a message: its texts, without buttons and bold. A mention stays `<@U…>`. */
export function read({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  return blocks?.length ? readBlocks(blocks) : decoded(text);
}

export function readBlocks(blocks: readonly unknown[]): string {
  return blocks.map(textsIn).filter(Boolean).join('\n');
}

export interface Button {
  label: string;
  actionId: string;
  blockId: string;
  value: Record<string, string>;
}

export function buttons(blocks: readonly unknown[] = []): Button[] {
  return blocks.flatMap((block) => {
    const { type, block_id, elements = [] } = block as Record<string, unknown> & { elements?: unknown[] };
    if (type !== 'actions') return [];
    return (elements as Record<string, unknown>[])
      .filter(({ type: kind }) => kind === 'button')
      .map((element) => ({
        label: (element.text as { text: string }).text,
        actionId: String(element.action_id),
        blockId: String(block_id),
        value: JSON.parse(String(element.value ?? '{}')) as Record<string, string>,
      }));
  });
}

export function labels(message: Pick<Message, 'blocks'>): string[] {
  return buttons(message.blocks).map(({ label }) => label);
}

const UNREAD = new Set(['block_id', 'action_id', 'type', 'value', 'style', 'emoji', 'verbatim']);

function textsIn(part: unknown): string {
  if (Array.isArray(part)) return part.map(textsIn).filter(Boolean).join('\n');
  if (typeof part !== 'object' || part === null) return '';
  const object = part as Record<string, unknown>;
  if (object.type === 'actions') return '';
  if (object.type === 'user') return `<@${String(object.user_id)}>`;
  // Formatting breaks a sentence into pieces that a person reads as one.
  if (String(object.type).startsWith('rich_text_') && Array.isArray(object.elements)) {
    const isList = object.type === 'rich_text_list';
    return object.elements.map(textsIn).join(isList ? '\n' : '');
  }
  if (typeof object.text === 'string') return object.type === 'mrkdwn' ? decoded(object.text) : object.text;
  if (typeof object.fallback === 'string' && object.type === 'date') return object.fallback;
  return Object.entries(object)
    .filter(([key]) => !UNREAD.has(key))
    .map(([, value]) => textsIn(value))
    .filter(Boolean)
    .join('\n');
}

/** mrkdwn as Slack shows it: dates in words, bold as plain words; what is typed never comes as mrkdwn with stars. */
function decoded(text: string): string {
  return text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('*', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
