import { describe, expect, it } from 'vitest';
import { socketTold } from '../../src/sinks/socket-told.ts';
import type { SocketEvent, SocketSound } from '../../src/vonage/platform-event.ts';

const sound: SocketSound = {
  seconds: 5.02,
  sent: 251,
  dropped: 0,
  received: 249,
  played: 248,
  level: -23,
  gaps: 2,
};

/** As PlatformEvent without the ids. */
type Short<E> = E extends unknown ? Omit<E, 'leg' | 'conversation'> : never;

const ROWS: readonly (readonly [Short<SocketEvent>, string])[] = [
  [
    {
      name: 'socket-opened',
      url: 'ws://a',
      contentType: 'audio/l16;rate=8000',
      milliseconds: 3,
      slowsDown: false,
    },
    'socket: open: audio/l16;rate=8000',
  ],
  [
    {
      name: 'socket-opened',
      url: 'ws://a',
      contentType: 'audio/l16;rate=8000',
      milliseconds: 3,
      slowsDown: true,
    },
    'socket: open: audio/l16;rate=8000, real time while it is',
  ],
  [{ name: 'socket-failed', url: 'ws://a', why: 'HTTP 401' }, 'failed: socket ! ws://a: HTTP 401'],
  [{ name: 'socket-text', from: 'application', text: 'hi', remark: 'no command' }, 'text: ← hi (no command)'],
  [{ name: 'socket-text', from: 'platform', text: '{}' }, 'text: → {}'],
  [
    { name: 'socket-sound', sound },
    'sound: 251 frames sent in 5.0 s (50/s), 249 came back at -23 dB, 2 gaps',
  ],
  [
    { name: 'socket-sound', sound: { ...sound, dropped: 3, level: null, gaps: 0 } },
    'sound: 251 frames sent in 5.0 s (50/s), 3 left out, 249 came back, all silence',
  ],
  [
    { name: 'socket-sound', sound: { ...sound, seconds: 0, sent: 1, received: 0, gaps: 0 } },
    'sound: 1 frame sent in 0.0 s, none came back',
  ],
  [{ name: 'socket-odd', what: 'a frame of 3 bytes' }, 'odd: socket ! a frame of 3 bytes'],
  [
    { name: 'socket-closed', by: 'application', code: 4001, reason: 'enough', sound, audio: 'http://here' },
    'socket: closed by the application: 4001 “enough” | 251 frames sent in 5.0 s (50/s), 249 came back at -23 dB, 2 gaps. http://here',
  ],
  [
    {
      name: 'socket-closed',
      by: 'platform',
      code: 1000,
      reason: '',
      sound: { ...sound, gaps: 1 },
      audio: 'http://here',
    },
    'socket: closed by the platform: 1000 | 251 frames sent in 5.0 s (50/s), 249 came back at -23 dB, 1 gap. http://here',
  ],
];

describe('the news of a WebSocket in words', () => {
  it.each(ROWS)('%o', (event, words) => {
    const told = socketTold({ ...event, leg: 'leg', conversation: 'CON-1' } as SocketEvent);
    const problem = told.problem === undefined ? '' : ` ! ${told.problem}`;
    const below = told.below === undefined ? '' : ` | ${told.below}`;
    expect(`${told.kind}: ${told.subject}${problem}${below}`).toBe(words);
  });
});
