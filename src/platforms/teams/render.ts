import type { Card } from '../../messages/card.js';
import { fallbackText } from '../../messages/fallback.js';
import type { FieldErrors, Form, FormValues } from '../../messages/form.js';
import { shortened, withShortTexts } from '../../messages/shorten.js';
import {
  type AdaptiveCard,
  adaptiveCard,
  attachment,
  bytesOf,
  type Dialog,
  type Item,
  type Refresh,
  RenderError,
} from './adaptive-card.js';
import { LIMITS } from './limits.js';
import { cardItems } from './render-card.js';
import type { ButtonData, RenderContext, RenderOptions } from './render-context.js';
import { fieldItems } from './render-field.js';
import { textItems } from './render-text.js';

const WHERE_THE_WHOLE_IS = 'To read all of it, mention me with the word show and the reference.';
const SUMMARY = 500;

/**
 * A card as an Adaptive Card. Everything literal appears as typed and notifies nobody. Long texts give way, visibly,
 * when it is more than Teams takes.
 * @throws RenderError when it is too large all the same
 */
export function renderMessage(card: Card, options: RenderOptions): AdaptiveCard {
  for (const most of [undefined, 2_000, 1_000, 500, 250, 100]) {
    const rendered = wholeCard(
      most === undefined ? card : withShortTexts(card, most, WHERE_THE_WHOLE_IS),
      options,
    );
    if (bytesOf(rendered) <= LIMITS.cardBytes) return rendered;
  }
  throw new RenderError(`"${card.summary}" takes more than Teams' ${LIMITS.cardBytes} bytes.`);
}

function wholeCard(card: Card, options: RenderOptions): AdaptiveCard {
  const own = ownData(card, options);
  const context: RenderContext = { ...options, mentions: new Map(), ...(own ? { own } : {}) };
  const body = cardItems(card, context);
  return adaptiveCard(body, {
    fallbackText: shortened(fallbackText(card), SUMMARY),
    mentions: [...context.mentions.values()],
    ...(own ? { refresh: refresh(own, options.viewers) } : {}),
  });
}

function ownData(
  { own }: Card,
  { viewers, surface, dialogs, seal, audience }: RenderOptions,
): ButtonData | undefined {
  // Microsoft's local playground knows no versions of cards.
  if (!own || !viewers || surface === 'dialog' || dialogs === false) return undefined;
  return { action: own.id, value: own.value, token: seal.button(audience, own.id, own.value) };
}

/** learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views */
function refresh(own: ButtonData, viewers: readonly string[] = []): Refresh {
  const action = { type: 'Action.Execute', title: 'Refresh', verb: own.action, data: { ...own, view: true } };
  return { action, userIds: viewers.slice(0, LIMITS.ownViews) };
}

/** What a person's home shows, in the personal chat. */
export function renderHome(card: Card, options: RenderOptions): AdaptiveCard {
  return renderMessage(card, options);
}

/** A card in a dialog: seen by one person alone, where Teams has no private message in a channel. */
export function renderNotice(card: Card, options: RenderOptions): Dialog {
  const content = renderMessage(card, { ...options, surface: 'dialog' });
  const height = content.body.length > 12 ? 'large' : content.body.length > 3 ? 'medium' : 'small';
  return { title: 'Referral Desk', height, width: 'medium', card: attachment(content) };
}

/** What makes an opened form one of its own, and what is in it when it is shown again. */
export interface FormState {
  /** Given back with the submission, see form-token.ts. */
  token: string;
  /** What is wrong, by field; words for no field stand at the top. */
  errors?: FieldErrors;
  typed?: FormValues;
}

/**
 * A form as a dialog.
 * @throws RenderError when the form breaks a limit of Teams'
 */
export function renderForm(form: Form, options: RenderOptions, { token, errors, typed }: FormState): Dialog {
  const context: RenderContext = { ...options, surface: 'dialog', mentions: new Map() };
  const keys = new Set(form.fields.map(({ key }) => key));
  const homeless = Object.entries(errors ?? {}).filter(([key]) => !keys.has(key));
  const body: Item[] = [
    ...homeless.flatMap(([, words]) => textItems(words, context, { color: 'attention', weight: 'bolder' })),
    ...(form.intro ?? []).flatMap((text) => textItems(text, context)),
    ...form.fields.flatMap((field) => {
      const error = errors?.[field.key];
      return fieldItems(field, context, { ...(error ? { error } : {}), ...(typed ? { typed } : {}) });
    }),
  ];
  const submit = { type: 'Action.Submit', title: form.submitLabel, style: 'positive', data: { form: token } };
  const content = adaptiveCard(body, {
    fallbackText: form.title,
    mentions: [...context.mentions.values()],
    actions: form.fields.length > 0 ? [submit] : [],
  });
  const bytes = bytesOf(content);
  if (bytes > LIMITS.cardBytes) {
    throw new RenderError(`The form ${form.id} takes ${bytes} bytes; Teams takes ${LIMITS.cardBytes}.`);
  }
  const height = form.fields.length > 4 ? 'large' : form.fields.length > 1 ? 'medium' : 'small';
  return {
    title: shortened(form.title, LIMITS.dialogTitle),
    height,
    width: 'medium',
    card: attachment(content),
  };
}
