import type { Preview, Renderer } from './world.js';

export interface RenderedPreview {
  name: string;
  /** As the platform calls it: `message`, `modal` and `home` on Slack; `card` and `dialog` on Teams. */
  surface: string;
  /**
   * Slack: a message's `{text, blocks}`; of a modal or home the whole view. Teams: the Adaptive Card; of a dialog its value
   * `{title, height, width, card}`.
   */
  payload: unknown;
}

/** @throws Error naming the preview that cannot be rendered or that has neither card nor form */
export function renderPreviews(previews: readonly Preview[], renderer: Renderer): RenderedPreview[] {
  return previews.map((preview) => {
    try {
      return { name: preview.name, ...render(preview, renderer) };
    } catch (error) {
      throw new Error(`The preview "${preview.name}" cannot be rendered.`, { cause: error });
    }
  });
}

function render({ surface, card, form }: Preview, renderer: Renderer): Omit<RenderedPreview, 'name'> {
  return { surface: renderer.surfaces[surface], payload: payload({ surface, card, form }, renderer) };
}

function payload({ surface, card, form }: Omit<Preview, 'name'>, renderer: Renderer): unknown {
  if (surface === 'form' && form) return renderer.renderForm(form);
  if (surface === 'home' && card) return renderer.renderHome(card);
  if (surface === 'message' && card) return renderer.renderMessage(card);
  throw new Error(`a ${surface} needs a ${surface === 'form' ? 'form' : 'card'}`);
}
