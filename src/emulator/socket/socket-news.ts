import type { SocketSound } from '../../vonage/platform-event.ts';

/** What happened to the WebSocket of a leg. */
export type SocketNews =
  /** `to`: where it led, when that is not the address as it was written. */
  | { readonly is: 'opened'; readonly milliseconds: number; readonly to: string; readonly slowsDown: boolean }
  | { readonly is: 'failed'; readonly how: 'refused' | 'timed-out'; readonly words: string }
  | {
      readonly is: 'closed';
      readonly by: 'application' | 'platform';
      readonly code: number;
      readonly reason: string;
      readonly sound: SocketSound;
      /** Where what the application sent can be fetched as WAV. */
      readonly audio: string;
    }
  /** A text frame, of either side. */
  | {
      readonly is: 'text';
      readonly from: 'application' | 'platform';
      readonly text: string;
      readonly remark?: string;
    }
  /** How the sound goes, now and then. */
  | { readonly is: 'sound'; readonly sound: SocketSound }
  /** Something that the application does wrong, or that does not work; each once. */
  | { readonly is: 'odd'; readonly words: string }
  /** The application begins to be heard, or has been quiet for a moment. */
  | { readonly is: 'sounds' | 'quiet' };
