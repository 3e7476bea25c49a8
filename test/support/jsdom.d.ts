/** As much of jsdom as is used here. Its own types bring in a browser's, which change what `fetch` means everywhere. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string);
    readonly window: { readonly document: object };
  }
}
