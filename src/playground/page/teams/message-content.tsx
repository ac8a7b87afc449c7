import type { PageChannel, PageMessage } from '../../page-api.js';
import { useViewer } from '../viewer.js';
import { Card } from './card.js';
import { TeamsWords } from './words.js';

/** What a message in Teams holds: words, a card, or both. */
export function TeamsContent({ channel, message }: { channel: PageChannel; message: PageMessage }) {
  const { state, act } = useViewer();
  const typed = message.author !== state.bot.id;
  return (
    <>
      {message.text && <TeamsWords text={message.text} typed={typed} />}
      {message.card && (
        <Card
          card={message.card}
          enabled={!channel.archived}
          onPress={(press) => act({ kind: 'pressCard', channel: channel.id, ts: message.ts, ...press })}
        />
      )}
      {message.edited && <span className="edited">Edited</span>}
    </>
  );
}
