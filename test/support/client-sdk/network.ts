import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way of an app to the platform, which can be lost. */
export interface Network extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`: leads where it was told to. */
  readonly url: string;
  /** Breaks all connections, as when a train enters a tunnel; new ones are possible at once. */
  drop(): void;
  /** New connections are made, and nothing comes through them until {@link flow}. */
  stall(): void;
  flow(): void;
  /** Breaks all connections, and lets no other be made. */
  end(): Promise<void>;
}

/** Opens a way to a server on this machine. */
export const openNetwork = async (to: string): Promise<Network> => {
  const target = Number(new URL(to).port);
  const open = new Set<Socket>();
  const stalled: (() => void)[] = [];
  let isStalled = false;
  const lead = (here: Socket): void => {
    const there = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [here, there],
      [there, here],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  };
  const server = createServer((here) => {
    if (isStalled) stalled.push(() => lead(here));
    else lead(here);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = (): void => {
    for (const socket of open) socket.destroy();
  };
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      drop();
    });
  return {
    // A listening TCP server has an address with a port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drop,
    stall: () => {
      isStalled = true;
    },
    flow: () => {
      isStalled = false;
      for (const go of stalled.splice(0)) go();
    },
    end,
    [Symbol.asyncDispose]: end,
  };
};
