/** As much of jsdom as is used here. Its own types bring in a browser's, which change what `fetch` means everywhere. */
declare module 'jsdom' {
  export interface PageNode {
    readonly nodeType: number;
    readonly textContent: string | null;
    readonly parentElement: PageElement | null;
    readonly childNodes: Iterable<PageNode>;
  }
  export interface PageElement extends PageNode {
    readonly tagName: string;
    readonly id: string;
    innerHTML: string;
    matches(selector: string): boolean;
    closest(selector: string): PageElement | null;
    getAttribute(name: string): string | null;
    querySelector(selector: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
  }
  export interface PageDocument extends PageElement {
    readonly body: PageElement;
    createElement(name: string): PageElement;
  }
  export class JSDOM {
    constructor(html: string);
    readonly window: { readonly document: PageDocument };
  }
}
