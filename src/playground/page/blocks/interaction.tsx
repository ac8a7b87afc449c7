import { createContext, useContext, useState } from 'react';
import type { ActResult, BlockKit, PagePerson } from '../../page-api.js';
import { asObject, wordsOf } from './shapes.js';

/** How the elements of one surface (a message, a modal, the home view) reach the bot, and what they hold. */
export interface Interaction {
  /** Tells the bot that an element was used; `chosen` as Slack would state it, such as `{selected_option}`. */
  press(blockId: string, element: BlockKit, chosen?: BlockKit): Promise<ActResult>;
  /** Asks the bot for the options of an external select. */
  options(blockId: string, actionId: string, query: string): Promise<BlockKit[]>;
  /** What an element holds now, and how to change it. */
  value(blockId: string, actionId: string): BlockKit | undefined;
  hold(blockId: string, actionId: string, value: BlockKit): void;
  /** Whom a user picker offers, and which channels a conversation picker does. */
  people: PagePerson[];
  channels: { id: string; name: string }[];
  /** False where nothing may be pressed: an archived channel, a form being sent. */
  enabled: boolean;
  /** Asks "are you sure" the way the element's `confirm` object says. */
  confirm(question: BlockKit): Promise<boolean>;
}

const nowhere: Interaction = {
  press: async () => ({ ok: false }),
  options: async () => [],
  value: () => undefined,
  hold: () => undefined,
  people: [],
  channels: [],
  enabled: false,
  confirm: async () => false,
};

export const InteractionContext = createContext<Interaction>(nowhere);

/** The surface an element is drawn on. */
export function useInteraction(): Interaction {
  return useContext(InteractionContext);
}

/** Presses an element after its own confirmation, once at a time. `busy` while the bot has not answered. */
export function usePress(blockId: string, element: BlockKit) {
  const interaction = useInteraction();
  const [busy, setBusy] = useState(false);
  const press = async (chosen?: BlockKit): Promise<boolean> => {
    if (busy) return false;
    const question = asObject(element.confirm);
    if (wordsOf(question.title) && !(await interaction.confirm(question))) return false;
    setBusy(true);
    try {
      await interaction.press(blockId, element, chosen);
    } finally {
      setBusy(false);
    }
    return true;
  };
  return { press, busy, enabled: interaction.enabled };
}
