import type { Notice } from '../flow/notice.ts';

/** A place where notices go. Sinks come after the reply: none may delay or change one, and none throws. */
export interface Sink {
  note(notice: Notice): void;
  /** Writes what a sink has gathered; called after each batch of notices. */
  flush?(): void;
  /** Says what is left to say. Nothing is noted afterwards. */
  close(): Promise<void>;
}
