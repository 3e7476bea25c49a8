import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, stoppedBefore, wordsOf } from '../../failure.ts';
import { oneLine } from '../one-line.ts';
import { findNgrokToken } from './ngrok-token.ts';
import type { Tunnel, TunnelOptions } from './tunnel.ts';

/** The little of the package's API that is needed (index.d.ts and trailer.js of @ngrok/ngrok 1.7.0). */
interface Ngrok {
  forward(config: {
    readonly addr: string;
    readonly authtoken: string;
    /** Without it a second `forward` takes the session of the first one, which may be the lost one. */
    readonly force_new_session: true;
    /** `closed` when the connection is lost, `connected` when it is there again. */
    readonly onStatusChange: (status: string) => void;
  }): Promise<NgrokListener>;
}
interface NgrokListener {
  url(): string | null;
  close(): Promise<void>;
}

const PACKAGE = '@ngrok/ngrok';
/** Its session retries by itself; a person shall hear of it within 15 s. */
const OPENING_MILLISECONDS = 14_000;

/**
 * Opens a tunnel with `@ngrok/ngrok` of the user's project. It is no dependency of ours: it brings a program for each
 * platform, and has to be kept up to date by who uses it.
 */
export const openNgrok = async (options: TunnelOptions): Promise<Tunnel> => {
  const { port, world, signal, onDoubt } = options;
  const ngrok = await loadNgrok(options.project);
  const token = await findNgrokToken(world);
  world.secrets.keep(token.value);
  const deadline = AbortSignal.timeout(OPENING_MILLISECONDS);
  let closing = false;
  const opening = ngrok.forward({
    addr: `localhost:${port}`,
    authtoken: token.value,
    force_new_session: true,
    onStatusChange: (status) => {
      if (status === 'closed' && !closing) onDoubt('ngrok has lost its connection');
    },
  });
  try {
    const listener = await unlessAborted(opening, signal ? AbortSignal.any([signal, deadline]) : deadline);
    const url = listener.url();
    if (url === null || !URL.canParse(url)) throw new Error('it named no address');
    return {
      kind: 'ngrok',
      url: new URL(url).origin,
      close: async () => {
        if (closing) return;
        closing = true;
        // Where the connection is lost it cannot be said; it ends with this process.
        await unlessAborted(listener.close(), AbortSignal.timeout(2_000)).catch(() => undefined);
      },
    };
  } catch (error) {
    closing = true;
    // Should it still come, nobody wants it.
    void opening.then((listener) => listener.close()).catch(() => undefined);
    if (signal?.aborted) throw stoppedBefore('the tunnel was open');
    const why = deadline.aborted ? 'no answer came in time' : oneLine(wordsOf(error), 300);
    throw new Failure({
      what: 'ngrok gave no tunnel',
      why: `The reason: ${why}. The authtoken is that of ${token.origin}.`,
      tryThis: [
        'compare the authtoken with https://dashboard.ngrok.com/get-started/your-authtoken',
        'use another tunnel: --tunnel cloudflared or localtunnel, or your own: --public-url <url>',
      ],
      cause: error,
    });
  }
};

const loadNgrok = async (project: string): Promise<Ngrok> => {
  let path: string;
  try {
    path = createRequire(join(project, 'package.json')).resolve(PACKAGE);
  } catch (cause) {
    throw new Failure({
      what: `${PACKAGE} is not installed in ${project}`,
      why: 'It is looked for in the project, where its version is yours to choose.',
      tryThis: `install it in the project: npm install --save-dev ${PACKAGE}`,
      cause,
    });
  }
  try {
    const loaded: Partial<Ngrok> & { default?: Partial<Ngrok> } = await import(pathToFileURL(path).href);
    // It is CommonJS, and names its functions in a way that not every loader sees.
    const forward = loaded.forward ?? loaded.default?.forward;
    if (typeof forward === 'function') return { forward };
    throw new Error('it has no function named forward');
  } catch (cause) {
    throw new Failure({
      what: `${PACKAGE} of ${project} cannot be used`,
      why: oneLine(wordsOf(cause), 300),
      tryThis: `install it anew: npm install --save-dev ${PACKAGE}@latest`,
      cause,
    });
  }
};

const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error('given up'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
