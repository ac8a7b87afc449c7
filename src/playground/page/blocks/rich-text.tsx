import type { ReactNode } from 'react';
import type { BlockKit } from '../../page-api.js';
import { emojiNamed } from './emoji.js';
import { asObject, asObjects, asText } from './shapes.js';
import { DateWords, Mention, OutsideLink } from './text.js';

/** Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function RichText({ block }: { block: BlockKit }) {
  return <div className="mrkdwn rich-text">{asObjects(block.elements).map(part)}</div>;
}

function part(element: BlockKit, key: number): ReactNode {
  const words = asObjects(element.elements).map(piece);
  switch (element.type) {
    case 'rich_text_list': {
      const List = element.style === 'ordered' ? 'ol' : 'ul';
      return (
        <List key={key} data-indent={asText(element.indent) || undefined}>
          {asObjects(element.elements).map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
            <li key={index}>{asObjects(item.elements).map(piece)}</li>
          ))}
        </List>
      );
    }
    case 'rich_text_quote':
      return <blockquote key={key}>{words}</blockquote>;
    case 'rich_text_preformatted':
      return (
        <pre key={key} className="preformatted">
          {words}
        </pre>
      );
    default:
      return (
        <p key={key} className="plain">
          {words}
        </p>
      );
  }
}

function styled(element: BlockKit, words: ReactNode): ReactNode {
  const style = asObject(element.style);
  let drawn = words;
  if (style.code) drawn = <code className="code">{drawn}</code>;
  if (style.strike) drawn = <s>{drawn}</s>;
  if (style.italic) drawn = <em>{drawn}</em>;
  if (style.bold) drawn = <strong>{drawn}</strong>;
  return drawn;
}

function piece(element: BlockKit, key: number): ReactNode {
  return <span key={key}>{styled(element, bare(element))}</span>;
}

function bare(element: BlockKit): ReactNode {
  switch (element.type) {
    case 'link': {
      const url = asText(element.url);
      const label = asText(element.text) || url;
      return /^(https?:|mailto:|tel:)/i.test(url) ? <OutsideLink url={url}>{label}</OutsideLink> : label;
    }
    case 'user':
      return <Mention kind="user" id={asText(element.user_id)} />;
    case 'channel':
      return <Mention kind="channel" id={asText(element.channel_id)} />;
    case 'broadcast':
      return <span className="mention mention-all">@{asText(element.range)}</span>;
    case 'emoji':
      return emojiNamed(asText(element.name));
    case 'date': {
      const { timestamp, format, fallback, url } = element;
      return (
        <DateWords
          seconds={Number(timestamp)}
          format={asText(format)}
          fallback={asText(fallback)}
          url={asText(url)}
        />
      );
    }
    default:
      return asText(element.text);
  }
}
