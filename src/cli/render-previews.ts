import type { Preview, Renderer } from './world.js';

export interface RenderedPreview {
  name: string;
  surface: 'message' | 'modal' | 'home';
  /** A message's `{text, blocks}`; of a modal or home the whole view. */
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
  if (surface === 'form' && form) return { surface: 'modal', payload: renderer.renderForm(form) };
  if (surface === 'home' && card) return { surface: 'home', payload: renderer.renderHome(card) };
  if (surface === 'message' && card) return { surface: 'message', payload: renderer.renderMessage(card) };
  throw new Error(`a ${surface} needs a ${surface === 'form' ? 'form' : 'card'}`);
}
