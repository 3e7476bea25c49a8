import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { attributeOf, sealMessage } from '../../../src/edge/emulator/client/media/stun.ts';

const USERNAME = 0x0006;
const MAGIC_COOKIE = Buffer.from('2112a442', 'hex');
const BINDING_SUCCESS = 0x0101;

/** Sends checks as a browser does, from one address. */
export interface Probe extends AsyncDisposable {
  readonly socket: Socket;
  /** Which of these descriptions is answered. The last one has to be: it is how we know that no other answer comes any more. */
  answered(...descriptions: readonly string[]): Promise<readonly boolean[]>;
  /** Sends something to where a description leads. */
  send(datagram: Uint8Array, description: string): void;
}

/** @param name what it calls itself: an endpoint that is connected answers only its own app */
export const openProbe = async (name = 'probe'): Promise<Probe> => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const send: Probe['send'] = (datagram, description) =>
    socket.send(datagram, Number(lineOf(description, /^m=audio (\d+)/m)), '127.0.0.1');
  return {
    socket,
    send,
    answered: async (...descriptions) => {
      const answered = descriptions.map(() => false);
      const checks = descriptions.map((description) => {
        const transaction = Buffer.concat([MAGIC_COOKIE, randomBytes(12)]);
        const user = attributeOf(
          USERNAME,
          Buffer.from(`${lineOf(description, /^a=ice-ufrag:(\S+)/m)}:${name}`),
        );
        const password = lineOf(description, /^a=ice-pwd:(\S+)/m);
        return { description, transaction, message: sealMessage(0x0001, transaction, [user], password) };
      });
      await new Promise<void>((resolve) => {
        const take = (response: Buffer): void => {
          if (response.length < 20 || response.readUInt16BE(0) !== BINDING_SUCCESS) return;
          const place = checks.findIndex(({ transaction }) => response.subarray(4, 20).equals(transaction));
          answered[place] = true;
          if (place !== checks.length - 1) return;
          clearInterval(again);
          socket.off('message', take);
          resolve();
        };
        const sendAll = (): void => {
          for (const { description, message } of checks) send(message, description);
        };
        socket.on('message', take);
        // Datagrams get lost when there are very many.
        const again = setInterval(sendAll, 200);
        sendAll();
      });
      return answered;
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
};

const lineOf = (description: string, pattern: RegExp): string => pattern.exec(description)?.[1] ?? '';
