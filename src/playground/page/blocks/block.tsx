import { Component, type ReactNode } from 'react';
import type { BlockKit } from '../../page-api.js';
import { ElementView } from './element.js';
import { Picture } from './picture.js';
import { RichText } from './rich-text.js';
import { asObject, asObjects, asText, wordsOf } from './shapes.js';
import { BlockText, InlineText } from './text.js';

/** Keeps a payload no one foresaw from taking the whole page down. */
export class DrawnOrNamed extends Component<{ name: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    return <p className="unknown-block">The playground could not draw this “{this.props.name}”.</p>;
  }
}

function Section({ block, blockId }: { block: BlockKit; blockId: string }) {
  const accessory = asObject(block.accessory);
  const fields = asObjects(block.fields);
  return (
    <div className="block-section">
      <div className="block-section-words">
        {wordsOf(block.text) && <BlockText text={block.text} />}
        {fields.length > 0 && (
          <div className="block-fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity but their place
              <BlockText key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {typeof accessory.type === 'string' && (
        <div className="block-accessory">
          <ElementView element={accessory} blockId={blockId} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: BlockKit }) {
  return (
    <div className="block-context">
      {asObjects(block.elements).map((element, index) =>
        element.type === 'image' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements have no identity but their place
          <Picture key={index} element={element} size="small" />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements have no identity but their place
          <span key={index}>
            <InlineText text={element} />
          </span>
        ),
      )}
    </div>
  );
}

function Actions({ block, blockId }: { block: BlockKit; blockId: string }) {
  return (
    <div className="block-actions">
      {asObjects(block.elements).map((element, index) => (
        <ElementView key={asText(element.action_id) || index} element={element} blockId={blockId} />
      ))}
    </div>
  );
}

function Unknown({ block }: { block: BlockKit }) {
  return (
    <details className="unknown-block">
      <summary>A “{asText(block.type) || 'nameless'}” block, which this playground does not draw</summary>
      <pre>{JSON.stringify(block, null, 2)}</pre>
    </details>
  );
}

function drawn(block: BlockKit, blockId: string): ReactNode {
  switch (block.type) {
    case 'section':
      return <Section block={block} blockId={blockId} />;
    case 'header':
      return (
        <h3 className="block-header">
          <InlineText text={block.text} />
        </h3>
      );
    case 'context':
      return <Context block={block} />;
    case 'divider':
      return <hr className="block-divider" />;
    case 'image':
      return <Picture element={block} size="large" />;
    case 'actions':
      return <Actions block={block} blockId={blockId} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'markdown':
      return <div className="mrkdwn plain">{asText(block.text)}</div>;
    default:
      return <Unknown block={block} />;
  }
}

/** One display block. `input` blocks, which only a form has, are drawn by the form. */
function Block({ block, index }: { block: BlockKit; index: number }) {
  const blockId = asText(block.block_id) || `block-${index}`;
  return (
    <div className="block" data-block-id={blockId} data-block-type={asText(block.type)}>
      <DrawnOrNamed name={asText(block.type)}>{drawn(block, blockId)}</DrawnOrNamed>
    </div>
  );
}

/** All blocks of a message, a modal or a home view, in order. */
export function Blocks({ blocks, input }: { blocks: BlockKit[]; input?: (block: BlockKit) => ReactNode }) {
  return blocks.map((block, index) => {
    const key = asText(block.block_id) || index;
    if (block.type === 'input' && input) return <div key={key}>{input(block)}</div>;
    return <Block key={key} block={block} index={index} />;
  });
}
