import type { Socket } from 'node:net';
import type localtunnel from 'localtunnel';
import type { TunnelOptions } from './tunnel.ts';

/** Pause before a connection that came to nothing is tried again; doubles up to the longest. */
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 15_000;
/** An idle connection that stood so long was cut for its idleness, by either side: nothing is wrong with the tunnel. */
const STEADY_MILLISECONDS = 3_000;
/** After that many openings in a row that came to nothing, a person hears of it: one alone is a hiccup. */
const FAILURES_BEFORE_WORDS = 3;

/**
 * Takes over from the package when a connection to the tunnel server is to be opened again. By itself it never
 * replaces one that was refused, so that the tunnel dies in silence, and replaces one that was closed at once, a
 * thousand times a second when the server takes fewer than it offered (FIELD e1.2, e1.5). Here a connection that
 * carried something, or stood for a while, is replaced at once, any other after a growing pause, and trouble is told. The
 * returned function stops it.
 */
export const refillCalmly = (
  client: localtunnel.Tunnel,
  { world, onTrouble }: TunnelOptions,
): (() => void) => {
  const cluster = client.tunnelCluster;
  const openNow = cluster.open.bind(cluster);
  const stopped = new AbortController();
  let failures = 0;
  let pause = FIRST_PAUSE_MILLISECONDS;
  let lastClosedWasOfUse = false;

  const failed = (why: string) => {
    failures += 1;
    if (failures === FAILURES_BEFORE_WORDS) {
      onTrouble(
        `The tunnel server ${why}; webhooks may not arrive. Trying again.`,
        'if it stays so, start again for a new tunnel, or use --public-url',
      );
    }
    const wait = pause;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
    void world.clock.sleep(wait, stopped.signal).then(() => {
      if (!stopped.signal.aborted) openNow();
    });
  };

  cluster.on('open', (socket: Socket) => {
    const openedAt = world.clock.monotonic();
    socket.once('data', () => {
      failures = 0;
      pause = FIRST_PAUSE_MILLISECONDS;
    });
    // Comes before the package's own listener, which then asks for a new connection.
    socket.prependOnceListener('close', () => {
      lastClosedWasOfUse = socket.bytesRead > 0 || world.clock.monotonic() - openedAt >= STEADY_MILLISECONDS;
    });
  });
  // The package says so only for a refused connection, and does nothing more about it.
  client.on('error', () => failed('refuses connections'));
  // The package calls this for every connection that has ended.
  cluster.open = () => {
    if (stopped.signal.aborted) return;
    if (lastClosedWasOfUse) openNow();
    else failed('closes connections as soon as they are open');
  };
  return () => stopped.abort();
};
