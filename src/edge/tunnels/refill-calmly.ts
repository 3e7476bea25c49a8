import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import type localtunnel from 'localtunnel';
import type { TunnelOptions } from './tunnel.ts';

/** Pause before a connection that came to nothing is tried again; doubles up to the longest. */
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 15_000;
/** An idle connection that stood so long was cut for its idleness, by either side: nothing is wrong with the tunnel. */
const STEADY_MILLISECONDS = 3_000;
/** A connection that is not there by then is given up: the package never tells of one that timed out (FIELD e1.4). */
const CONNECT_MILLISECONDS = 10_000;
/** After that many openings in a row that came to nothing, with none that stands, somebody hears of it: one alone is a hiccup. */
const FAILURES_BEFORE_DOUBT = 3;

/**
 * Takes over from the package when a connection to the tunnel server is to be opened again. By itself it never
 * replaces one that was refused or timed out, so that the tunnel dies in silence, and replaces one that was closed at
 * once, a thousand times a second when the server takes fewer than it offered (FIELD e1.2, e1.4, e1.5). Here a
 * connection that carried something, or stood for a while, is replaced at once, any other after a growing pause. The
 * returned function stops it.
 *
 * @param wanted how many connections the package has begun to open, and keeps
 */
export const refillCalmly = (
  client: localtunnel.Tunnel,
  wanted: number,
  { world, onDoubt }: Pick<TunnelOptions, 'world' | 'onDoubt'>,
): (() => void) => {
  const cluster = client.tunnelCluster;
  const openNow = cluster.open.bind(cluster);
  const stopped = new AbortController();
  // Each connection may wait for it.
  setMaxListeners(0, stopped.signal);
  /** Connections under way, the oldest first: each is ended when it is open, refused, or too late. */
  const pending: AbortController[] = [];
  let standing = 0;
  /** Pauses under way, each of which ends in an opening. */
  let pauses = 0;
  let failures = 0;
  let pause = FIRST_PAUSE_MILLISECONDS;
  let lastClosedWasOfUse = false;

  const awaitConnection = (): void => {
    const arrived = new AbortController();
    pending.push(arrived);
    void world.clock
      .sleep(CONNECT_MILLISECONDS, AbortSignal.any([arrived.signal, stopped.signal]))
      .then(() => {
        if (arrived.signal.aborted || stopped.signal.aborted) return;
        pending.splice(pending.indexOf(arrived), 1);
        failed('lets no connection through');
      });
  };
  const openOne = (): void => {
    awaitConnection();
    openNow();
  };
  const failed = (why: string): void => {
    failures += 1;
    // A server that takes fewer connections than it offered closes the rest, and all is well.
    if (failures >= FAILURES_BEFORE_DOUBT && standing === 0) onDoubt(`the tunnel server ${why}`);
    const wait = pause;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
    pauses += 1;
    void world.clock.sleep(wait, stopped.signal).then(() => {
      pauses -= 1;
      if (!stopped.signal.aborted) openOne();
    });
  };

  cluster.on('open', (socket: Socket) => {
    const openedAt = world.clock.monotonic();
    standing += 1;
    pending.shift()?.abort();
    socket.once('data', () => {
      failures = 0;
      pause = FIRST_PAUSE_MILLISECONDS;
    });
    // Comes before the package's own listener, which then asks for a new connection.
    socket.prependOnceListener('close', () => {
      standing -= 1;
      lastClosedWasOfUse = socket.bytesRead > 0 || world.clock.monotonic() - openedAt >= STEADY_MILLISECONDS;
    });
  });
  // The package says so only for a refused connection, and does nothing more about it.
  client.on('error', () => {
    pending.shift()?.abort();
    failed('refuses connections');
  });
  // The package calls this for every connection that has ended.
  cluster.open = () => {
    if (stopped.signal.aborted) return;
    // One that was given up and came all the same is not replaced.
    if (standing + pending.length + pauses >= wanted) return;
    if (lastClosedWasOfUse) openOne();
    else failed('closes connections as soon as they are open');
  };
  for (let count = 0; count < wanted; count += 1) awaitConnection();
  return () => stopped.abort();
};
