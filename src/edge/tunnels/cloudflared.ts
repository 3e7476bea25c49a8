import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { codeOf, Failure, stoppedBefore, wordsOf } from '../../failure.ts';
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
/** A cloudflared that was asked to end waits for requests under way; nobody waits longer for it. */
const ENDING_MILLISECONDS = 2_000;
const LINES_KEPT = 20;

/** The row of a box that holds the URL (cliutil/logger.go, tunnel/quick_tunnel.go of cloudflared, seen in 2026.8.2). */
const URL_ROW = /\|\s+(https?:\/\/[^\s|]+)\s+\|/;
/** connection/observer.go. */
const CONNECTED = /Registered tunnel connection/;

/**
 * Opens a quick tunnel with the user's own `cloudflared`: no account, another random name each time. Its program is
 * never downloaded. It runs in a process group of its own, so that a Ctrl-C does not end it before the webhook URLs were given back.
 */
export const openCloudflared = async (options: TunnelOptions): Promise<Tunnel> => {
  const { world, port, signal, onDoubt } = options;
  // `--url` alone makes it a quick tunnel (tunnel/cmd.go); it shall not replace itself while it runs.
  const child = spawn('cloudflared', ['tunnel', '--no-autoupdate', '--url', `http://localhost:${port}`], {
    env: world.env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: world.platform !== 'win32',
    windowsHide: true,
  });
  const lines: string[] = [];
  const deadline = AbortSignal.timeout(OPENING_MILLISECONDS);
  const over = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    const url = await urlFrom(child, lines, over, (stop) => world.clock.sleep(CONNECTING_MILLISECONDS, stop));
    let closing = false;
    child.once('exit', () => {
      if (!closing) onDoubt(`cloudflared ended: ${whyCloudflaredEnded(lines).why}`);
    });
    return {
      kind: 'cloudflared',
      url: new URL(url).origin,
      close: () => {
        closing = true;
        return end(child);
      },
    };
  } catch (error) {
    await end(child);
    if (signal?.aborted) throw stoppedBefore('the tunnel was open');
    throw error instanceof Failure ? error : failureOf(error, lines, deadline.aborted);
  }
};

/** Resolves with the URL once cloudflared has named it, and connected or taken too long to. */
const urlFrom = (
  child: ChildProcess,
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
    child.once('error', (error) => done(() => reject(error)));
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

const end = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), ENDING_MILLISECONDS);
  await gone;
  clearTimeout(limit);
};

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
