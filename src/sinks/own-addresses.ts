import type { Notice } from '../flow/notice.ts';

/** The addresses of the listener of this run, as its notices tell them: what is sent there has its exchange. */
export interface OwnAddresses {
  /** Hears of every notice. */
  hear(notice: Notice): void;
  /** Whether a listener runs here at all. */
  readonly areKnown: boolean;
  /** Whether a URL leads to it. */
  has(url: string): boolean;
}

/** None at first: the listener tells them when it is ready, and again when its tunnel has another one. */
export const ownAddresses = (): OwnAddresses => {
  const own = new Set<string>();
  return {
    hear: (notice) => {
      if (notice.type === 'ready') own.add(notice.listening).add(notice.publicUrl);
      if (notice.type === 'tunnel') own.add(notice.publicUrl);
    },
    get areKnown() {
      return own.size > 0;
    },
    has: (url) => [...own].some((address) => url.startsWith(`${address}/`)),
  };
};
