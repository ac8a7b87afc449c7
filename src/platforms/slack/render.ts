import { randomUUID } from 'node:crypto';
import type { ActionValue, Card } from '../../messages/card.js';
import { fallbackText } from '../../messages/fallback.js';
import type { Form } from '../../messages/form.js';
import { shortened, withShortTexts } from '../../messages/shorten.js';
import {
  type Block,
  type HomeView,
  jsonWithin,
  type ModalView,
  plainTextObject,
  RenderError,
} from './block-kit.js';
import { LIMITS } from './limits.js';
import { escaped } from './mrkdwn.js';
import { cardBlocks } from './render-card.js';
import { fieldBlocks } from './render-field.js';
import { textBlocks } from './render-text.js';

/**
 * A card as a Slack message. Everything literal appears as typed and notifies nobody.
 * @throws RenderError when the card breaks a limit that cannot be mended here (more than 50 blocks, a value too long)
 */
export function renderMessage(card: Card): { text: string; blocks: Block[] } {
  const text = escaped(shortened(fallbackText(card), LIMITS.messageText / 8));
  return { text, blocks: messageBlocks(card) };
}

const WHERE_THE_WHOLE_IS = 'To read all of it, type /referrals and the reference.';

/** Long texts give way when the blocks together are more than Slack takes in one message. */
function messageBlocks(card: Card): Block[] {
  for (const most of [undefined, 2_000, 1_000, 500, 250]) {
    const blocks = cardBlocks(
      most === undefined ? card : withShortTexts(card, most, WHERE_THE_WHOLE_IS),
      LIMITS.blocksPerMessage,
    );
    if (JSON.stringify(blocks).length <= LIMITS.messageBlocksJson) return blocks;
  }
  throw new RenderError(`"${card.summary}" takes more than Slack's ${LIMITS.messageBlocksJson} characters.`);
}

/**
 * A form as a modal. `formKey` is what makes this opening of the form one of its own: it comes back with the
 * submission, however often that is delivered.
 * @throws RenderError when the form breaks a limit of Slack's
 */
export function renderForm(form: Form, formKey: string = randomUUID()): ModalView {
  const blocks = [...(form.intro ?? []).flatMap(textBlocks), ...form.fields.flatMap(fieldBlocks)];
  if (blocks.length > LIMITS.blocksPerView) {
    throw new RenderError(
      `The form ${form.id} takes ${blocks.length} blocks; Slack takes ${LIMITS.blocksPerView}.`,
    );
  }
  if (form.id.length > LIMITS.identifier) throw new RenderError(`The form id ${form.id} is too long.`);
  const hasFields = form.fields.length > 0;
  return {
    type: 'modal',
    callback_id: form.id,
    title: plainTextObject(form.title, LIMITS.viewTitle),
    ...(hasFields ? { submit: plainTextObject(form.submitLabel, LIMITS.viewSubmit) } : {}),
    close: plainTextObject(hasFields ? 'Cancel' : 'Close', LIMITS.viewSubmit),
    private_metadata: jsonWithin(
      { formKey, carried: form.carried },
      LIMITS.privateMetadata,
      `What ${form.id} carries`,
    ),
    blocks,
  };
}

/** What renderForm put beside the fields; of a view that is not ours or damaged, nothing. */
export function carriedBy(privateMetadata: string | undefined): { formKey?: string; carried: ActionValue } {
  try {
    const { formKey, carried } = JSON.parse(privateMetadata ?? '') as Record<string, unknown>;
    const isValue = typeof carried === 'object' && carried !== null && !Array.isArray(carried);
    return {
      ...(typeof formKey === 'string' ? { formKey } : {}),
      carried: isValue ? (carried as ActionValue) : {},
    };
  } catch {
    return { carried: {} };
  }
}

/** A card as somebody's App Home. @throws RenderError above 100 blocks */
export function renderHome(card: Card): HomeView {
  return { type: 'home', blocks: cardBlocks(card, LIMITS.blocksPerView) };
}

/** A card as a modal to read, for where there is no channel to answer in. */
export function renderNotice(card: Card): ModalView {
  return {
    type: 'modal',
    title: plainTextObject('Referral Desk', LIMITS.viewTitle),
    close: plainTextObject('Close', LIMITS.viewSubmit),
    blocks: cardBlocks(card, LIMITS.blocksPerView),
  };
}
