import type { PageChannel, PageState } from '../../page-api.js';
import { LogoIcon } from '../icons.js';
import { Menu, type MenuItem } from '../menu.js';
import { useViewer } from '../viewer.js';

type Context = 'compose' | 'message';

/** What the app's message extension offers there; nothing for guests and people of other tenants. */
export function extensionItems(
  state: PageState,
  context: Context,
  onChoose: (commandId: string) => void,
): MenuItem[] {
  const offered = (state.messageExtensions ?? []).filter(({ contexts }) => contexts.includes(context));
  return offered.map(({ commandId, title }) => ({
    id: commandId,
    label: title,
    onChoose: () => onChoose(commandId),
  }));
}

/** The app beside the compose box, for those who have its message extension. */
export function ComposeExtension({ channel }: { channel: PageChannel }) {
  const { state, act } = useViewer();
  const items = extensionItems(
    state,
    'compose',
    (commandId) => void act({ kind: 'composeExtension', channel: channel.id, commandId }),
  );
  if (items.length === 0) return null;
  return (
    <Menu
      label={`${state.bot.name}: actions`}
      className="icon-button extension"
      items={items}
      data={{ 'data-extension': channel.id }}
    >
      <LogoIcon />
    </Menu>
  );
}
