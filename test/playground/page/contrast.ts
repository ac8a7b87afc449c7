import type { Page } from 'playwright-core';

/**
 * Texts in view whose colour stands out less than 4.5 to 1 from what lies behind them (WCAG 2.2, 1.4.3), leaving
 * out what is disabled. Each as `ratio "text"`.
 */
export async function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('no canvas');
    /** Any CSS colour as red, green, blue and opacity. */
    const read = (colour: string): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour: number[]) => {
      const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
        const part = channel / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const over = (top: number[], under: number[]) => {
      const share = (top[3] ?? 255) / 255;
      return [0, 1, 2].map((at) => (top[at] ?? 0) * share + (under[at] ?? 0) * (1 - share));
    };
    const behind = (element: Element | null): number[] => {
      if (!element) return [255, 255, 255, 255];
      const colour = read(getComputedStyle(element).backgroundColor);
      return colour[3] === 255 ? colour : over(colour, behind(element.parentElement));
    };
    const faint: string[] = [];
    const scope = document.querySelector('dialog[open]') ?? document.body;
    const words = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim();
      if (!text || !element?.checkVisibility({ opacityProperty: true }) || element.closest(':disabled'))
        continue;
      if (element.closest('noscript, script, .hidden, .skip')) continue;
      const ground = behind(element);
      const ink = luminance(over(read(getComputedStyle(element).color), ground));
      const paper = luminance(ground);
      const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} "${text.slice(0, 40)}"`);
    }
    return faint;
  });
}
