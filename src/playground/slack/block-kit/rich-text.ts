import type { Json } from './check.js';

const SPECIAL =
  /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|<#([CG][A-Z0-9]+)(?:\|[^>]*)?>|<!(here|channel|everyone)(?:\|[^>]*)?>|<(https?:[^|>]+)(?:\|[^>]*)?>/g;

/** What a person typed as the `rich_text` block that Slack makes of it; `<@U…>`, `<#C…>` and links are elements. */
export function richText(text: string, blockId: string): Json {
  const elements: Json[] = [];
  let end = 0;
  const plain = (upTo: number) => {
    if (upTo > end) elements.push({ type: 'text', text: text.slice(end, upTo) });
  };
  for (const match of text.matchAll(SPECIAL)) {
    plain(match.index);
    end = match.index + match[0].length;
    elements.push(special(match));
  }
  plain(text.length);
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

function special([, user_id, channel_id, range, url]: RegExpMatchArray): Json {
  if (user_id) return { type: 'user', user_id };
  if (channel_id) return { type: 'channel', channel_id };
  return range ? { type: 'broadcast', range } : { type: 'link', url };
}
