import type { Traffic } from './traffic.ts';

/** `client` has dialled: the platform. `server` is the user's own. */
export type SocketSide = 'client' | 'server';

/** What there is to say of a WebSocket that passes through. */
export type PassedSocketNews =
  | {
      readonly name: 'opened';
      /** The subprotocol and the extensions that the server chose. */
      readonly protocol: string | undefined;
      readonly extensions: string | undefined;
    }
  /** The first text of a side. A compressed one is not looked into. */
  | {
      readonly name: 'text';
      readonly from: SocketSide;
      readonly text: string | undefined;
      readonly bytes: number;
    }
  /** Sound broke off; the first time in ten seconds for each side. */
  | { readonly name: 'gap'; readonly from: SocketSide; readonly milliseconds: number }
  /** Every ten seconds, what went each way in them. */
  | {
      readonly name: 'traffic';
      readonly milliseconds: number;
      readonly client: Traffic;
      readonly server: Traffic;
    }
  /** What a built-in endpoint was told to keep is whole, in this file. */
  | {
      readonly name: 'recorded';
      readonly file: string;
      readonly milliseconds: number;
      readonly bytes: number;
    }
  /** Nothing was kept, or not all of it. */
  | { readonly name: 'unrecorded'; readonly why: string }
  | {
      readonly name: 'closed';
      /** Who said so first; `listener` when it was stopped. */
      readonly by: SocketSide | 'listener';
      /** 1006 when the connection broke without a word. */
      readonly code: number;
      readonly reason: string;
      readonly milliseconds: number;
      /** From its opening on. */
      readonly client: Traffic;
      readonly server: Traffic;
      /** What passed was no WebSocket's frames from some place on, so that the counts are too low. */
      readonly isUnreadable: boolean;
    };
