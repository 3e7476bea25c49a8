import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { DialSocket, SocketCue, SocketEndpoint } from '../../../emulator/socket/socket-effect.ts';
import type { SocketNews } from '../../../emulator/socket/socket-news.ts';
import { Failure, wordsOf } from '../../../failure.ts';
import { maskText } from '../../../flow/mask.ts';
import { EMULATOR_AGENT } from '../../../vonage/emulated-host.ts';
import type { SocketSound } from '../../../vonage/platform-event.ts';
import type { Clock } from '../../../world.ts';
import { REACH } from '../../reach.ts';
import type { PublicNames } from '../public-names.ts';
import { type LineSound, openLine, silentLine } from './line-sound.ts';
import { type SocketSession, startSession } from './socket-session.ts';

/** No sensible frame is longer: all that the buffer holds is two megabytes. The socket closes with 1009. */
const LONGEST_FRAME_BYTES = 16 * 1024 * 1024;
/** Of all sockets together so much sound is kept, some two hours; that of the oldest call goes first. */
const MOST_KEPT_BYTES = 192 * 1024 * 1024;
/** What one of them may take: ten minutes at the highest rate. */
const MOST_KEPT_OF_ONE_BYTES = 30 * 1024 * 1024;
const MOST_KEPT_SOCKETS = 1000;

export interface SocketOptions {
  readonly clock: Clock;
  /** True when the platform's clock runs faster than the wall's while no socket is open. */
  readonly slowsDown: boolean;
  /** Under which names servers on this machine are asked. */
  readonly names: PublicNames;
  /** The Authorization header that signs for this application. */
  readonly sign: (application: string) => string;
  /** Where the WAV of a leg is served. */
  readonly audioUrl: (leg: string) => string;
  readonly tell: (leg: string, news: SocketNews) => void;
}

export interface SocketFacts {
  readonly leg: string;
  readonly url: string;
  readonly contentType: string;
  readonly open: boolean;
  readonly sound: SocketSound;
  readonly audio: string;
}

/** The WebSockets to applications: those that are open, and what was heard on those that were. */
export interface Sockets {
  /** Never rejects. */
  dial(wanted: DialSocket): Promise<SocketNews>;
  cue(leg: string, cue: SocketCue): void;
  close(leg: string): void;
  /** True while sound goes over one of them, which takes real time. */
  isAnyOpen(): boolean;
  isAnyDialling(): boolean;
  list(): readonly SocketFacts[];
  wavOf(leg: string): Buffer | undefined;
  /** Closes all. */
  stop(): void;
}

interface Kept {
  readonly endpoint: SocketEndpoint;
  session: SocketSession | undefined;
  bytes: number;
  isOpen: boolean;
  /** Gives up dialling. */
  abandon: () => void;
}

/** Opens the WebSockets that calls are connected to. The sound of those that ended is kept as far as there is room. */
export const createSockets = (options: SocketOptions): Sockets => {
  const all = new Map<string, Kept>();
  let open = 0;
  let dialling = 0;
  let keptBytes = 0;

  const forgetOldest = (): void => {
    for (const [leg, one] of all) {
      if (one.isOpen || one.session === undefined) continue;
      all.delete(leg);
      keptBytes -= one.bytes;
      return;
    }
  };

  const mayKeep = (one: Kept, bytes: number): boolean => {
    if (one.bytes + bytes > MOST_KEPT_OF_ONE_BYTES) return false;
    if (keptBytes + bytes > MOST_KEPT_BYTES) forgetOldest();
    if (keptBytes + bytes > MOST_KEPT_BYTES) return false;
    one.bytes += bytes;
    keptBytes += bytes;
    return true;
  };

  const dial = async (wanted: DialSocket): Promise<SocketNews> => {
    const { leg, endpoint } = wanted;
    const one: Kept = { endpoint, session: undefined, bytes: 0, isOpen: false, abandon: () => {} };
    if (all.size >= MOST_KEPT_SOCKETS) forgetOldest();
    all.set(leg, one);
    const began = options.clock.monotonic();
    dialling += 1;
    const news = await connect(wanted, one);
    dialling -= 1;
    if (news.is === 'opened') return { ...news, milliseconds: options.clock.monotonic() - began };
    all.delete(leg);
    return news;
  };

  const connect = async (wanted: DialSocket, one: Kept): Promise<SocketNews> => {
    const address = addressOf(wanted.endpoint.uri, options);
    if (address === undefined) return refused(`${wanted.endpoint.uri} is not a ws:// or wss:// address`);
    // The machine dials only what has one.
    const rate = wanted.endpoint.rate!;
    const line = await openLine(wanted.voice, rate).catch((error: unknown) => {
      options.tell(wanted.leg, { is: 'odd', words: voiceTrouble(error) });
      return silentLine(rate);
    });
    const { WebSocket } = await import('ws');
    return new Promise((resolve) => {
      let socket: WebSocket;
      try {
        socket = new WebSocket(address.url, {
          headers: { 'user-agent': EMULATOR_AGENT, ...address.headers, ...authorization(wanted) },
          handshakeTimeout: wanted.timeoutMs,
          maxPayload: LONGEST_FRAME_BYTES,
          perMessageDeflate: false,
          ...REACH,
        });
      } catch (error) {
        resolve(refused(wordsOf(error)));
        return;
      }
      one.abandon = () => {
        socket.terminate();
        resolve(refused('the leg ended before it was open'));
      };
      socket.once('unexpected-response', (request, response: IncomingMessage) => {
        resolve(refused(`HTTP ${response.statusCode} instead of 101`));
        request.destroy();
      });
      socket.on('error', (error) => resolve(failureOf(error, wanted.timeoutMs)));
      socket.once('open', () => resolve(opened(wanted, one, socket, line, address.url)));
    });
  };

  const opened = (
    { leg, endpoint }: DialSocket,
    one: Kept,
    socket: WebSocket,
    line: LineSound,
    to: string,
  ): SocketNews => {
    open += 1;
    one.isOpen = true;
    // What the session tells in this very moment comes after the news that it is open.
    let early: SocketNews[] | undefined = [];
    const pass = (news: SocketNews): void => {
      options.tell(leg, news);
      if (news.is !== 'closed') return;
      // Afterwards: until then the platform's clock ran with the wall's.
      open -= 1;
      one.isOpen = false;
    };
    one.session = startSession({
      clock: options.clock,
      socket,
      // It was dialled, so it has one.
      rate: endpoint.rate!,
      contentType: endpoint.contentType,
      headers: endpoint.headers,
      line,
      mayKeep: (bytes) => mayKeep(one, bytes),
      audio: options.audioUrl(leg),
      tell: (news) => (early ? early.push(news) : pass(news)),
    });
    setImmediate(() => {
      const waiting = early ?? [];
      early = undefined;
      for (const news of waiting) pass(news);
    });
    return { is: 'opened', milliseconds: 0, to, slowsDown: options.slowsDown };
  };

  const authorization = ({ endpoint, application }: DialSocket): Record<string, string> => {
    if (endpoint.authorization === undefined) return {};
    const { authorization: wanted } = endpoint;
    return { authorization: wanted.type === 'custom' ? wanted.value : options.sign(application) };
  };

  return {
    dial,
    cue: (leg, cue) => all.get(leg)?.session?.cue(cue),
    close: (leg) => {
      const one = all.get(leg);
      if (one?.session) one.session.close();
      else one?.abandon();
    },
    isAnyOpen: () => open > 0,
    isAnyDialling: () => dialling > 0,
    list: () =>
      [...all].flatMap(([leg, { endpoint, session, isOpen }]) =>
        session
          ? [
              {
                leg,
                url: maskText(endpoint.uri),
                contentType: endpoint.contentType,
                open: isOpen,
                sound: session.sound,
                audio: options.audioUrl(leg),
              },
            ]
          : [],
      ),
    wavOf: (leg) => all.get(leg)?.session?.wav(),
    stop: () => {
      for (const { session, abandon } of all.values()) (session?.close ?? abandon)();
    },
  };
};

/** As the address of a request, which is what the public names are made for; and back. */
const addressOf = (
  uri: string,
  { names }: SocketOptions,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined => {
  if (!/^wss?:/i.test(uri) || !URL.canParse(uri)) return undefined;
  const url = names.locate(new URL(uri.replace(/^ws/i, 'http')));
  const headers = names.headersFor(url);
  url.hash = '';
  return { url: url.href.replace(/^http/, 'ws'), headers };
};

const refused = (words: string): SocketNews => ({ is: 'failed', how: 'refused', words });

const failureOf = (error: Error, limit: number): SocketNews =>
  error.message.includes('handshake has timed out')
    ? { is: 'failed', how: 'timed-out', words: `no socket within ${limit} ms` }
    : refused(wordsOf(error));

const voiceTrouble = (error: unknown): string =>
  error instanceof Failure ? `${error.what}: ${error.why ?? ''}` : wordsOf(error);
