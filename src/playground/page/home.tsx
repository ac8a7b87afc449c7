import { type ReactNode, useEffect, useState } from 'react';
import type { BlockKit } from '../page-api.js';
import { Blocks } from './blocks/block.js';
import { type Interaction, InteractionContext } from './blocks/interaction.js';
import { asObject, asObjects } from './blocks/shapes.js';
import { useConfirmation } from './confirmation.js';
import { HomeIcon } from './icons.js';
import { Field } from './modal/field.js';
import { blockIdOf } from './modal/form-values.js';
import { Notices, useViewer } from './viewer.js';

function useHomeInteraction(): Interaction {
  const viewer = useViewer();
  const confirm = useConfirmation();
  const [held, setHeld] = useState<ReadonlyMap<string, BlockKit>>(new Map());
  return {
    press: (blockId, element, chosen) => viewer.act({ kind: 'pressHome', blockId, element, chosen }),
    async options(blockId, actionId, query) {
      const result = await viewer.act({ kind: 'options', source: 'modal', blockId, actionId, query });
      return result.options ?? [];
    },
    value: (blockId, actionId) => held.get(`${blockId}/${actionId}`),
    hold: (blockId, actionId, value) =>
      setHeld((before) => new Map(before).set(`${blockId}/${actionId}`, value)),
    people: viewer.state.people,
    channels: viewer.state.channels.filter((channel) => channel.kind !== 'direct'),
    enabled: true,
    confirm,
  };
}

/** The bot's App Home. Opening it tells the bot, which may then publish a new view. */
export function Home({ switcher, elsewhere }: { switcher?: ReactNode; elsewhere?: ReactNode }) {
  const { state, act } = useViewer();
  const interaction = useHomeInteraction();
  const person = state.me.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each person that opens it
  useEffect(() => void act({ kind: 'openHome' }), [person]);
  const blocks = asObjects(asObject(state.home?.view).blocks);
  const input = (block: BlockKit) => (
    <Field block={block} blockId={blockIdOf(block, blocks.indexOf(block))} onEdit={() => undefined} />
  );
  return (
    <section className="pane home" data-home={person} aria-label={`${state.bot.name} home`}>
      <header className="pane-head">
        {switcher ?? (
          <h2>
            <HomeIcon />
            {state.bot.name}
          </h2>
        )}
        <span className="quiet">App Home</span>
      </header>
      {elsewhere}
      <div className="home-body">
        {blocks.length === 0 && (
          <p className="empty">
            {state.bot.name} has not published a home for {state.me.name}.
          </p>
        )}
        <InteractionContext value={interaction}>
          <Blocks blocks={blocks} input={input} />
        </InteractionContext>
      </div>
      <Notices />
    </section>
  );
}
