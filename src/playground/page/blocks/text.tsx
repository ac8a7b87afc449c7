import { Fragment, type ReactNode } from 'react';
import { useDirectory } from '../directory.js';
import { dateWords, fullInstant } from './date-token.js';
import { withEmoji } from './emoji.js';
import { type Inline, type Paragraph, readInline, readMrkdwn } from './mrkdwn.js';
import { asObject, wordsOf } from './shapes.js';

/** A link that opens elsewhere and tells the other side nothing about this page. */
export function OutsideLink({ url, children }: { url: string; children: ReactNode }) {
  return (
    <a className="link" href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** A mention of a person or channel, by name. */
export function Mention({ kind, id, label }: { kind: 'user' | 'channel'; id: string; label?: string }) {
  const directory = useDirectory();
  const name = label || (kind === 'user' ? directory.person(id) : directory.channel(id));
  return (
    <span className="mention" data-mention={id}>
      {kind === 'user' ? '@' : '#'}
      {name}
    </span>
  );
}

interface DateProps {
  seconds: number;
  format: string;
  fallback: string;
  url?: string;
}

/** A date token in the reader's own zone; hovering shows the whole instant. */
export function DateWords({ seconds, format, fallback, url }: DateProps) {
  const reader = { now: useDirectory().now() };
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return fallback;
  const words = (
    <time dateTime={at.toISOString()} title={fullInstant(at, reader)}>
      {dateWords(seconds, format, fallback, reader)}
    </time>
  );
  return url && /^https?:/.test(url) ? <OutsideLink url={url}>{words}</OutsideLink> : words;
}

function inlinePiece(piece: Inline): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'bold':
      return <strong>{inlinePieces(piece.children)}</strong>;
    case 'italic':
      return <em>{inlinePieces(piece.children)}</em>;
    case 'strike':
      return <s>{inlinePieces(piece.children)}</s>;
    case 'code':
      return <code className="code">{piece.text}</code>;
    case 'link':
      return <OutsideLink url={piece.url}>{piece.label}</OutsideLink>;
    case 'user':
    case 'channel':
      return <Mention kind={piece.kind} id={piece.id} label={piece.label} />;
    case 'broadcast':
      return <span className="mention mention-all">{piece.text}</span>;
    case 'date':
      return <DateWords {...piece} />;
  }
}

function inlinePieces(pieces: Inline[]): ReactNode {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity but their place
    <Fragment key={index}>{inlinePiece(piece)}</Fragment>
  ));
}

function paragraphWords(lines: Inline[][]): ReactNode {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
    <Fragment key={index}>
      {index > 0 && <br />}
      {inlinePieces(line)}
    </Fragment>
  ));
}

function paragraph(piece: Paragraph, key: number): ReactNode {
  if (piece.kind === 'preformatted')
    return (
      <pre key={key} className="preformatted">
        {piece.text}
      </pre>
    );
  if (piece.kind === 'quote') return <blockquote key={key}>{paragraphWords(piece.lines)}</blockquote>;
  return <p key={key}>{paragraphWords(piece.lines)}</p>;
}

/** A mrkdwn text with its paragraphs. */
export function Mrkdwn({ text }: { text: string }) {
  return <div className="mrkdwn">{readMrkdwn(text).map(paragraph)}</div>;
}

/** A text object within a line: a button's words, an option, a field. */
export function InlineText({ text }: { text: unknown }): ReactNode {
  const words = wordsOf(text);
  if (asObject(text).type !== 'mrkdwn') return withEmoji(words);
  return words.split('\n').map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
    <Fragment key={index}>
      {index > 0 && <br />}
      {inlinePieces(readInline(line))}
    </Fragment>
  ));
}

/** A text object as a paragraph or more. */
export function BlockText({ text }: { text: unknown }) {
  const words = wordsOf(text);
  if (asObject(text).type === 'mrkdwn') return <Mrkdwn text={words} />;
  return <div className="mrkdwn plain">{withEmoji(words)}</div>;
}
