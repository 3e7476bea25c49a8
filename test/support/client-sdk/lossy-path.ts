import { createSocket } from 'node:dgram';

/** A datagram on its way; `number` counts those of its direction from 1. */
export interface Passing {
  readonly way: 'to us' | 'to the app';
  readonly number: number;
  readonly isDtls: boolean;
}

/** A path of UDP between one app and where a description leads, on which some datagrams are lost. */
export interface LossyPath extends AsyncDisposable {
  /** The description that leads over this path instead. */
  over(description: string): string;
}

export const openLossyPath = async (isLost: (passing: Passing) => boolean): Promise<LossyPath> => {
  const near = createSocket('udp4');
  const far = createSocket('udp4');
  await Promise.all(
    [near, far].map((socket) => new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))),
  );
  const counts = { 'to us': 0, 'to the app': 0 };
  const dtlsCounts = { 'to us': 0, 'to the app': 0 };
  let ours = 0;
  let app: { readonly address: string; readonly port: number } | undefined;
  const passes = (way: Passing['way'], datagram: Buffer): boolean => {
    const isDtls = datagram[0]! >= 20 && datagram[0]! < 64;
    const own = isDtls ? dtlsCounts : counts;
    own[way] += 1;
    return !isLost({ way, number: own[way], isDtls });
  };
  near.on('message', (datagram, from) => {
    app = from;
    if (passes('to us', datagram)) far.send(datagram, ours, '127.0.0.1');
  });
  far.on('message', (datagram) => {
    if (app && passes('to the app', datagram)) near.send(datagram, app.port, app.address);
  });
  return {
    over: (description) => {
      ours = Number(/^m=audio (\d+)/m.exec(description)?.[1]);
      return description.replaceAll(String(ours), String(near.address().port));
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(
        [near, far].map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      );
    },
  };
};
