import { Failure, wordsOf } from '../../../../failure.ts';
import type { Chance, Clock } from '../../../../world.ts';
import type { OpenMedia } from './open-media.ts';

export interface ClientMediaOptions {
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'hex'>;
  /** Told once when there is no socket. */
  readonly failed: (error: unknown) => void;
}

/** The media of all legs of apps, which are there from the first login on; until then, and without a socket, there are none. */
export interface ClientMedia extends OpenMedia {
  /** Opens them, the first time. Resolves also when there is no socket to be had. */
  open(): Promise<void>;
}

export const createClientMedia = (options: ClientMediaOptions): ClientMedia => {
  let opening: Promise<void> | undefined;
  let media: OpenMedia | undefined;
  let isStopped = false;

  const open = async (): Promise<void> => {
    try {
      // Loaded when the first app comes: most emulators never see one.
      const { openMedia } = await import('./open-media.ts');
      const opened = await openMedia(options);
      if (isStopped) opened.stop();
      else media = opened;
    } catch (error) {
      options.failed(noMedia(error));
    }
  };

  return {
    open: () => {
      opening ??= open();
      return opening;
    },
    answer: (offer) => media?.answer(offer),
    offer: (leg) => media?.offer(leg),
    claim: (leg) => media?.claim(leg),
    close: (leg) => media?.close(leg),
    stop: () => {
      isStopped = true;
      media?.stop();
      media = undefined;
    },
  };
};

const noMedia = (cause: unknown): Failure =>
  new Failure({
    what: 'Calls of apps have no media: a browser will not connect them',
    why: `No UDP socket can be opened on 127.0.0.1: ${wordsOf(cause)}`,
    tryThis: 'let this program open one, and start it again; signalling goes on without',
    cause,
  });
