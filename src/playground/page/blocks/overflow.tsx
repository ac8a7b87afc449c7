import type { BlockKit } from '../../page-api.js';
import { MoreIcon } from '../icons.js';
import { Menu } from '../menu.js';
import { usePress } from './interaction.js';
import { asText, optionsOf, wordsOf } from './shapes.js';

/** Source: docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
export function Overflow({ element, blockId }: { element: BlockKit; blockId: string }) {
  const { press, enabled } = usePress(blockId, element);
  const items = optionsOf(element).map((option) => ({
    id: asText(option.value),
    label: wordsOf(option.text),
    note: wordsOf(option.description),
    onChoose: () => void press({ type: 'overflow', selected_option: option }),
  }));
  return (
    <Menu
      label={asText(element.accessibility_label) || 'More actions'}
      className="button button-icon"
      items={items}
      disabled={!enabled}
      data={{ 'data-action-id': asText(element.action_id), 'data-block-id': blockId }}
    >
      <MoreIcon />
    </Menu>
  );
}
