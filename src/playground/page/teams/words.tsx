import { Fragment, type ReactNode } from 'react';
import { OutsideLink } from '../blocks/text.js';
import { type Piece, readMarkdown } from './markdown.js';

function piece(one: Piece): ReactNode {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'mention':
      return <span className="mention">@{one.name}</span>;
    case 'link':
      return <OutsideLink url={one.url}>{pieces(one.children)}</OutsideLink>;
    case 'bold':
      return <strong>{pieces(one.children)}</strong>;
    case 'italic':
      return <em>{pieces(one.children)}</em>;
    case 'strike':
      return <s>{pieces(one.children)}</s>;
  }
}

function pieces(all: Piece[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity but their place
  return all.map((one, index) => <Fragment key={index}>{piece(one)}</Fragment>);
}

/** What somebody wrote in Teams: a bot in markdown, a person as typed, with mentions of the app. */
export function TeamsWords({ text, typed }: { text: string; typed: boolean }) {
  const parts = typed ? text.split(/(<at>[^<]*<\/at>)/).map(typedPart) : readMarkdown(text);
  return <div className="mrkdwn plain">{pieces(parts)}</div>;
}

function typedPart(text: string): Piece {
  const name = /^<at>([^<]*)<\/at>$/.exec(text)?.[1];
  return name === undefined ? { kind: 'text', text } : { kind: 'mention', name };
}
