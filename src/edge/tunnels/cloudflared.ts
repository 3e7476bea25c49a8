import { createInterface } from 'node:readline';
import { codeOf, Failure, stoppedBefore, wordsOf } from '../../failure.ts';
import { type Guarded, spawnGuarded } from '../guard/spawn-guarded.ts';
import { oneLine } from '../one-line.ts';
import { whyCloudflaredEnded } from './cloudflared-words.ts';
import type { Tunnel, TunnelOptions } from './tunnel.ts';

/** It has to ask Cloudflare for a name and to connect; what is left of 15 s is for words. */
const OPENING_MILLISECONDS = 14_000;
/**
 * The URL is told before anybody has connected, and a resolver that is asked too early remembers for minutes that there is no such
 * name. So the connection is waited for, and no longer than this.
 */
const CONNECTING_MILLISECONDS = 5_000;
const LINES_KEPT = 20;

/** The row of a box that holds the URL (cliutil/logger.go, tunnel/quick_tunnel.go of cloudflared, seen in 2026.8.2). */
const URL_ROW = /\|\s+(https?:\/\/[^\s|]+)\s+\|/;
/** connection/observer.go. */
const CONNECTED = /Registered tunnel connection/;

/**
 * Opens a quick tunnel with the user's own `cloudflared`: no account, another random name each time. Its program is
 * never downloaded. A Ctrl-C does not end it before the webhook URLs were given back, and whatever ends this process ends it as well: its public
 * address shall not outlive the listener.
 */
export const openCloudflared = async (options: TunnelOptions): Promise<Tunnel> => {
  const { world, port, signal, onDoubt } = options;
  // `--url` alone makes it a quick tunnel (tunnel/cmd.go); it shall not replace itself while it runs.
  const args = ['tunnel', '--no-autoupdate', '--url', `http://localhost:${port}`];
  const program = spawnGuarded('cloudflared', args, world);
  const lines: string[] = [];
  const deadline = AbortSignal.timeout(OPENING_MILLISECONDS);
  const over = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    const url = await urlFrom(program, lines, over, (stop) =>
      world.clock.sleep(CONNECTING_MILLISECONDS, stop),
    );
    let closing = false;
    program.child.once('exit', () => {
      if (!closing) onDoubt(`cloudflared ended: ${whyCloudflaredEnded(lines).why}`);
    });
    return {
      kind: 'cloudflared',
      url: new URL(url).origin,
      close: () => {
        closing = true;
        return program.end();
      },
    };
  } catch (error) {
    await program.end();
    if (signal?.aborted) throw stoppedBefore('the tunnel was open');
    throw error instanceof Failure ? error : failureOf(error, lines, deadline.aborted);
  }
};

/** Resolves with the URL once cloudflared has named it, and connected or taken too long to. */
const urlFrom = (
  { child, onFailure }: Guarded,
  lines: string[],
  over: AbortSignal,
  pause: (stop: AbortSignal) => Promise<void>,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const settled = new AbortController();
    let url: string | undefined;
    const done = (deed: () => void): void => {
      over.removeEventListener('abort', giveUp);
      settled.abort();
      deed();
    };
    const giveUp = (): void => done(() => reject(new Error('no answer in time')));
    over.addEventListener('abort', giveUp, { once: true });
    if (over.aborted) return giveUp();
    onFailure((error) => done(() => reject(error)));
    // Not `exit`: its last words may still be on their way then.
    child.once('close', () => done(() => reject(new Error('ended'))));
    if (!child.stderr) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      const named = URL_ROW.exec(line)?.[1];
      if (url === undefined && named !== undefined && URL.canParse(named)) {
        url = named;
        const found = named;
        void pause(settled.signal).then(() => done(() => resolve(found)));
      }
      const found = url;
      if (found !== undefined && CONNECTED.test(line)) done(() => resolve(found));
    });
  });

const failureOf = (error: unknown, lines: readonly string[], late: boolean): Failure => {
  if (codeOf(error) === 'ENOENT') {
    return new Failure({
      what: 'cloudflared is not installed',
      why: 'No program of this name was found where PATH looks.',
      tryThis:
        'install cloudflared: brew install cloudflared, winget install Cloudflare.cloudflared, or from https://github.com/cloudflare/cloudflared/releases',
      cause: error,
    });
  }
  if (codeOf(error) !== undefined) {
    return new Failure({
      what: 'cloudflared could not be started',
      why: oneLine(wordsOf(error)),
      tryThis: 'see whether it works by itself: cloudflared --version',
      cause: error,
    });
  }
  const { why, tryThis } = whyCloudflaredEnded(lines);
  return new Failure({
    what: late ? 'cloudflared named no address in time' : 'cloudflared gave no tunnel',
    why: `The reason: ${why}.`,
    tryThis,
  });
};
