import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type EmulatorOptions, startEmulatorHost } from '../../src/edge/emulator/host.ts';
import type { CallScript } from '../../src/edge/emulator/running-emulator.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../src/vonage/json.ts';
import type { PlatformEvent, SocketEvent } from '../../src/vonage/platform-event.ts';
import { fixedClock } from './emulator-backend.ts';

export interface BotOptions {
  /** What the application does with a socket that opened. */
  readonly talk?: (socket: WebSocket) => void;
  /** Answers the handshake with this status. */
  readonly refuses?: number;
  /** Never answers it. */
  readonly isDead?: boolean;
  /** Of the endpoint. */
  readonly endpoint?: (host: string) => object;
  /** Of the `connect`. */
  readonly connect?: object;
  /** What replies to the events of the leg, by status. */
  readonly replies?: Readonly<Record<string, readonly object[]>>;
}

/** An application with one server: answer URL, event URL, and the WebSocket that its NCCO connects to. */
export const startBot = async (options: BotOptions = {}) => {
  const texts: JsonObject[] = [];
  const sound: Buffer[] = [];
  const handshakes: IncomingMessage[] = [];
  const events: JsonObject[] = [];
  const closings: number[] = [];
  const dead = new Set<Duplex>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url?.startsWith('/answer')) {
        response.end(JSON.stringify(nccoOf(String(request.headers.host), options)));
        return;
      }
      const event = parseJson(Buffer.concat(chunks).toString());
      if (isJsonObject(event)) events.push(event);
      const reply = isJsonObject(event) ? options.replies?.[String(event['status'])] : undefined;
      if (reply) response.end(JSON.stringify(reply));
      else response.writeHead(204).end();
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, connection, head) => {
    handshakes.push(request);
    if (options.isDead) {
      dead.add(connection);
      return;
    }
    if (options.refuses !== undefined) {
      connection.end(`HTTP/1.1 ${options.refuses} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, connection, head, (socket) => {
      socket.on('message', (data: Buffer, isBinary) => {
        if (isBinary) sound.push(Buffer.from(data));
        else texts.push(JSON.parse(data.toString()) as JsonObject);
      });
      socket.on('close', (code) => closings.push(code));
      socket.on('error', () => undefined);
      options.talk?.(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    texts,
    sound,
    handshakes,
    events,
    closings,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        for (const connection of dead) connection.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const nccoOf = (host: string, { connect, endpoint }: BotOptions): readonly object[] => [
  {
    action: 'connect',
    endpoint: [
      {
        type: 'websocket',
        uri: `wss://${host}/audio?session=1`,
        'content-type': 'audio/l16;rate=16000',
        ...endpoint?.(host),
      },
    ],
    ...connect,
  },
  { action: 'talk', text: 'Good bye.' },
];

/** Calls the bot, and tells all that was seen and heard. */
export const callBot = async (
  bot: Awaited<ReturnType<typeof startBot>>,
  script: Partial<CallScript> = {},
  more: Partial<EmulatorOptions> = {},
) => {
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'bot',
    speed: 'instant',
    numbers: ['442079460111'],
    users: [],
    answerUrl: `${bot.url}/answer`,
    eventUrl: `${bot.url}/event`,
    ...more,
  });
  const told: PlatformEvent[] = [];
  emulator.subscribe(({ event }) => told.push(event));
  try {
    const outcome = await emulator.placeCall({
      from: '447700900222',
      to: '442079460111',
      hangUpAfterSeconds: 2,
      ...script,
    });
    const socketEvents = told.filter((event): event is SocketEvent => event.name.startsWith('socket-'));
    const closed = socketEvents.find((event) => event.name === 'socket-closed');
    const list = (await (await fetch(`${emulator.api}/emulator/v1/sockets`)).json()) as {
      readonly sockets: readonly JsonObject[];
    };
    const wav = closed && Buffer.from(await (await fetch(closed.audio)).arrayBuffer());
    return {
      outcome,
      socketEvents,
      closed,
      wav,
      list: list.sockets,
      actions: told.flatMap((event) => (event.name === 'action-started' ? [event.action] : [])),
      statuses: bot.events
        .filter(({ to, direction }) => direction === 'outbound' && String(to).startsWith('ws'))
        .map(({ status }) => status),
    };
  } finally {
    await emulator.close();
  }
};
