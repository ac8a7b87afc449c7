import type { Card } from '../../messages/card.js';
import type { Form } from '../../messages/form.js';
import type { AdaptiveCard, Dialog } from './adaptive-card.js';
import { formToken } from './form-token.js';
import { renderForm, renderHome, renderMessage } from './render.js';
import type { RenderOptions } from './render-context.js';
import { sealWith } from './seal.js';

/** Renders as Teams gets it, and the same each time, so that two previews can be compared. Its tokens open nothing. */
export function previewRenderer() {
  const audience = 'preview';
  const seal = sealWith(new Uint8Array(32), () => 'preview00000');
  const options: RenderOptions = { seal, audience, zone: 'UTC', surface: 'message', viewers: [] };
  return {
    surfaces: { message: 'card', home: 'card', form: 'dialog' },
    renderMessage: (card: Card): AdaptiveCard => renderMessage(card, options),
    renderHome: (card: Card): AdaptiveCard => renderHome(card, options),
    renderForm: (form: Form): Dialog =>
      renderForm(form, options, {
        token: formToken(seal, audience, { form, formKey: 'preview', zone: 'UTC' }),
      }),
  };
}
