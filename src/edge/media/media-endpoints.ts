import { createServer } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import { WebSocketServer } from 'ws';
import { wordsOf } from '../../failure.ts';
import { problemReply } from '../../flow/problem-reply.ts';
import type { BuiltInSocket } from '../../flow/sockets/built-in-sockets.ts';
import type { Reply } from '../../flow/webhook-request.ts';
import type { Clock } from '../../world.ts';
import { echo } from './echo.ts';
import { type Ear, type Mouth, runMediaSession } from './media-session.ts';
import { type Recorded, record } from './record.ts';
import type { RecordingsFolder } from './recordings-folder.ts';
import { readToneWish, tone } from './tone.ts';

/** Far more than a laptop has calls; what strangers at the public address can take stays small. */
const MOST_OPEN = 50;
/** All that the platform sends in one frame are 20 ms; the rest is a client that somebody tries. */
const LONGEST_FRAME_BYTES = 1024 * 1024;

/** What an endpoint has to tell beside what passes over its WebSocket. */
export type MediaNews =
  | ({ readonly is: 'recorded' } & Recorded)
  | { readonly is: 'unrecorded'; readonly words: string };

export interface MediaWish {
  readonly name: BuiltInSocket;
  readonly query: string;
  /** Number of the handshake. */
  readonly id: number;
  readonly tell: (news: MediaNews) => void;
}

/** Why there is no connection, in words and as a reply. */
export interface Refused {
  readonly why: string;
  readonly reply: Reply;
}

/** The built-in endpoints of a `connect`: servers of WebSockets without a port, each connection in memory. */
export interface MediaEndpoints {
  /** One end of a new connection, at which a handshake is expected; or why there is none. */
  connect(wish: MediaWish): Duplex | Refused;
  /** Resolves when every recording is whole. */
  settled(): Promise<void>;
}

export interface MediaOptions {
  readonly clock: Clock;
  /** Undefined when nothing is kept. */
  readonly recordings: RecordingsFolder | undefined;
}

export const openMediaEndpoints = ({ clock, recordings }: MediaOptions): MediaEndpoints => {
  const opening = new WeakMap<Duplex, (mouth: Mouth) => Ear>();
  const sessions = new Set<Promise<void>>();
  let open = 0;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME_BYTES });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    const ear = opening.get(socket);
    sockets.handleUpgrade(request, socket, head, (socket) => {
      // Whoever comes here was let in below.
      const session = runMediaSession(socket, ear!);
      sessions.add(session);
      void session.then(() => sessions.delete(session));
    });
  });

  const endpointFor = ({ name, query, id, tell }: MediaWish): ((mouth: Mouth) => Ear) | Refused => {
    switch (name) {
      case 'echo':
        return echo;
      case 'tone': {
        const wish = readToneWish(query);
        return typeof wish === 'string' ? refused(400, wish) : tone(wish, clock);
      }
      case 'record': {
        if (!recordings) return refused(503, NOTHING_KEPT);
        try {
          return record({
            path: recordings.pathFor(clock.now(), id),
            mayKeep: recordings.mayKeep,
            done: (recorded) => tell({ is: 'recorded', ...recorded }),
            failed: (words) => tell({ is: 'unrecorded', words }),
          });
        } catch (error) {
          return refused(503, `nothing can be kept: ${wordsOf(error)}`);
        }
      }
      default:
        return name satisfies never;
    }
  };

  return {
    connect: (wish) => {
      if (open >= MOST_OPEN) return refused(503, `${MOST_OPEN} built-in WebSockets are open already`);
      const endpoint = endpointFor(wish);
      if (typeof endpoint !== 'function') return endpoint;
      const [ours, theirs] = duplexPair();
      // Neither end of a pair hears by itself that the other was destroyed.
      ours.once('close', () => theirs.destroy());
      theirs.once('close', () => ours.destroy());
      open += 1;
      ours.once('close', () => {
        open -= 1;
      });
      opening.set(theirs, endpoint);
      server.emit('connection', theirs);
      return ours;
    },
    settled: async () => {
      await Promise.all(sessions);
    },
  };
};

const NOTHING_KEPT = 'nothing is kept in this run (--no-record), so /ws/record takes no sound';

const refused = (status: number, why: string): Refused => ({ why, reply: problemReply(status, why) });
