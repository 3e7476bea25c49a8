import type { WebhookRequest } from '../flow/webhook-request.ts';
import { type Copy, type CopyOptions, copy } from './copy.ts';

/** As of one copy; it is told which server to tell. */
export interface CopiesOptions extends Omit<CopyOptions, 'url' | 'send'> {
  readonly send: (url: string, request: WebhookRequest) => Promise<string | undefined>;
}

/** The second server of a run, which an edit of the config may make another. */
export interface Copies extends Copy {
  /** From now on that server is told; undefined: none. What waits for the one before is told to it. */
  tellTo(url: string | undefined): void;
}

/** @param first the server at the start; undefined: none */
export const copies = (first: string | undefined, options: CopiesOptions): Copies => {
  const leaving = new Set<Promise<void>>();
  const open = (url: string | undefined): Copy | undefined =>
    url === undefined ? undefined : copy({ ...options, url, send: (request) => options.send(url, request) });
  let now = open(first);
  return {
    note: (notice) => now?.note(notice),
    tellTo: (url) => {
      const finishing = now?.finish();
      now = open(url);
      if (!finishing) return;
      leaving.add(finishing);
      void finishing.finally(() => leaving.delete(finishing));
    },
    finish: async () => {
      await Promise.all([...leaving, now?.finish()]);
    },
    close: async () => undefined,
  };
};
