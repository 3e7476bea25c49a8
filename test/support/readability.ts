import type { Page } from 'playwright-core';

/** How far the page is wider than its window, in pixels. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/**
 * Texts that stand out from what is behind them by less than WCAG 2 asks for (4.5 to 1), each with its ratio. Of what is hidden
 * nothing is said.
 */
export const faintTexts = (page: Page): Promise<readonly string[]> => page.evaluate(FAINT_TEXTS);

// Run in the page, where another library of types would be right.
const FAINT_TEXTS = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
  const paperOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !element.checkVisibility()) continue;
    const [one, other] = [luminance(numbers(getComputedStyle(element).color)), luminance(paperOf(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.add(element.className + ' ' + node.data.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return [...faint];
})()`;
