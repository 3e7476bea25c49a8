import { JSDOM, type PageElement, type PageNode } from 'jsdom';

const ELEMENT = 1;
const TEXT = 3;

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'BODY HEADER MAIN SECTION FOOTER DIV DL UL OL LI P PRE H1 H2 H3 DETAILS SUMMARY'.split(' '),
);

/**
 * A page as a screen reader has it: pictures by their labels, and of all that can be opened only what `isOpen` says.
 * What only a script shows is left out.
 */
export const pageText = (page: string, isOpen: (row: string) => boolean = () => false): string => {
  const { document } = new JSDOM(page).window;
  const lines: string[] = [''];
  const visit = (node: PageNode): void => {
    if (node.nodeType === TEXT) {
      const text = node.textContent ?? '';
      const isVerbatim = node.parentElement?.closest('pre') !== null;
      lines[lines.length - 1] += isVerbatim ? text : text.replace(/\s+/g, ' ');
      return;
    }
    if (node.nodeType !== ELEMENT) return;
    const element = node as PageElement;
    if (element.matches('script, style, [hidden], abbr, [aria-hidden=true]')) return;
    if (element.matches('.both') && !isOpen(element.closest('.row')?.id ?? '')) return;
    if (BLOCKS.has(element.tagName)) lines.push('');
    const label = element.matches('[role=img]') ? element.getAttribute('aria-label') : null;
    if (label !== null) lines[lines.length - 1] += ` [${label}] `;
    else for (const child of element.childNodes) visit(child);
    if (element.tagName === 'DT') lines[lines.length - 1] += ': ';
    if (BLOCKS.has(element.tagName)) lines.push('');
  };
  visit(document.body);
  return `${lines
    .map((line) => line.trimEnd().replace(/^ (?! )/, ''))
    .filter((line) => line.trim() !== '')
    .join('\n')}\n`;
};
