import type { Span, Text } from '../../messages/card.js';
import type { RichText, RichTextElement } from './block-kit.js';
import { slackChannel, slackCommand, slackUser } from './ids.js';
import { DATE_FORMATS, instantFallback, safeUrl, seconds } from './mrkdwn.js';

/**
 * Rich text: Slack shows its text elements as they are, so what a person typed can neither format nor notify.
 * docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function richText(text: Text): RichText {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: richTextElements(text) }] };
}

export function richTextQuote(text: string): RichText {
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: richTextElements(text) }] };
}

export function richTextList(title: string | undefined, items: readonly Text[]): RichText {
  const heading: RichText['elements'] = title
    ? [{ type: 'rich_text_section', elements: richTextElements([{ bold: title }]) }]
    : [];
  const sections = items.map((item) => ({
    type: 'rich_text_section' as const,
    elements: richTextElements(item),
  }));
  return {
    type: 'rich_text',
    elements: [...heading, { type: 'rich_text_list', style: 'bullet', elements: sections }],
  };
}

function richTextElements(text: Text): RichTextElement[] {
  const spans = typeof text === 'string' ? [text] : text;
  const elements = spans.map(element).filter((each) => !('text' in each) || each.text !== '');
  return elements.length > 0 ? elements : [{ type: 'text', text: ' ' }];
}

function element(span: Span): RichTextElement {
  if (typeof span === 'string') return { type: 'text', text: span };
  if ('bold' in span) return { type: 'text', text: span.bold, style: { bold: true } };
  if ('italic' in span) return { type: 'text', text: span.italic, style: { italic: true } };
  if ('code' in span) return { type: 'text', text: span.code, style: { code: true } };
  if ('link' in span) {
    const url = safeUrl(span.link);
    return url ? { type: 'link', url, text: span.label || url } : { type: 'text', text: span.label };
  }
  if ('person' in span) {
    const user = slackUser(span);
    return user ? { type: 'user', user_id: user } : { type: 'text', text: span.person };
  }
  if ('channel' in span) {
    const channel = slackChannel(span.channel);
    return channel
      ? { type: 'channel', channel_id: channel }
      : { type: 'text', text: span.label ?? 'the channel' };
  }
  if ('command' in span) return { type: 'text', text: slackCommand(span), style: { bold: true } };
  if ('lineBreak' in span) return { type: 'text', text: '\n' };
  return {
    type: 'date',
    timestamp: seconds(span.instant),
    format: DATE_FORMATS[span.show],
    fallback: instantFallback(span.instant, span.show),
  };
}
