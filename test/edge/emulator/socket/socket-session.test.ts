import { EventEmitter } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import { silentLine } from '../../../../src/edge/emulator/socket/line-sound.ts';
import { startSession } from '../../../../src/edge/emulator/socket/socket-session.ts';
import type { SocketNews } from '../../../../src/emulator/socket/socket-news.ts';
import type { Clock } from '../../../../src/world.ts';

/** A socket on which nothing goes out unless the test says so, and a clock that the test moves. */
const setUp = () => {
  const sent: (string | Buffer)[] = [];
  const news: SocketNews[] = [];
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: (data: string | Buffer) => void sent.push(data),
    close: (code: number) => {
      socket.readyState = 2;
      sent.push(`close ${code}`);
    },
    terminate: () => void sent.push('terminate'),
  });
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        sleepers.add({ at: now + milliseconds, wake });
        signal?.addEventListener('abort', wake);
      }),
  };
  const pass = async (milliseconds: number): Promise<void> => {
    for (const end = now + milliseconds; now < end; ) {
      now += 20;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  };
  const session = startSession({
    clock,
    socket: socket as unknown as WebSocket,
    rate: 8000,
    contentType: 'audio/l16;rate=8000',
    headers: {},
    line: silentLine(8000),
    mayKeep: () => true,
    audio: 'http://here/audio.wav',
    tell: (one) => news.push(one),
  });
  onTestFinished(() => void socket.emit('close', 1000, Buffer.alloc(0)));
  return { sent, news, socket, pass, session };
};

describe('a session of sound', () => {
  it('leaves frames out for an application that does not read, and says so once', async () => {
    const { sent, news, socket, pass, session } = setUp();
    await pass(200);
    const before = sent.length;
    socket.bufferedAmount = 50 * 320 + 1;
    await pass(1000);
    expect(sent).toHaveLength(before);
    socket.bufferedAmount = 0;
    await pass(200);
    expect(sent.length).toBe(before + 10);
    expect(session.sound).toMatchObject({ dropped: 50 });
    expect(news.filter(({ is }) => is === 'odd')).toEqual([
      { is: 'odd', words: 'the application does not read its frames, so that some were left out' },
    ]);
  });

  it('tells of its sound every ten seconds', async () => {
    const { news, pass } = setUp();
    await pass(25_000);
    const told = news.flatMap((one) => (one.is === 'sound' ? [one.sound] : []));
    expect(told.map(({ sent, seconds }) => [sent, Math.round(seconds)])).toEqual([
      [500, 10],
      [1000, 20],
    ]);
  });

  it('shows no more than 200 texts, and cuts long ones', async () => {
    const { news, socket } = setUp();
    for (let count = 0; count < 300; count += 1) socket.emit('message', Buffer.from('x'.repeat(3000)), false);
    const texts = news.flatMap((one) => (one.is === 'text' ? [one] : []));
    expect(texts).toHaveLength(200);
    expect(texts[1]?.text).toHaveLength(2001);
    expect(texts[199]?.remark).toBe('no command: clear and notify are; further ones are not shown');
  });

  it('hears nothing more once it is closed, and leaves an application that does not answer', async () => {
    const { sent, news, socket, pass, session } = setUp();
    session.close();
    session.close();
    socket.emit('message', Buffer.from('{"action":"clear"}'), false);
    await pass(1100);
    expect(sent.filter((one) => typeof one === 'string').slice(1)).toEqual(['close 1000', 'terminate']);
    expect(news.filter(({ is }) => is === 'closed')).toMatchObject([{ by: 'platform', code: 1000 }]);
    socket.emit('close', 1006, Buffer.alloc(0));
    expect(news.filter(({ is }) => is === 'closed')).toHaveLength(1);
    const frames = sent.length;
    await pass(1000);
    expect(sent).toHaveLength(frames);
  });
});
