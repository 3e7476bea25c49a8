import type { OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { JsonObject } from '../../../../src/vonage/json.ts';
import { askApi } from '../../../support/ask-api.ts';
import { type AppPlatform, startAppPlatform, tokenOf } from '../../../support/client-sdk/app-platform.ts';

// What goes over the socket itself, and what an emulator stands that others send.

/** The types that `@vonage/client-sdk` 2.3.1 parses in a session (client-sdk.md §1.1). */
const PARSED =
  /^(member:(invited|joined|left|media)|rtc:(answer|hangup|transfer)|leg:status:update|audio:(mute|earmuff):(on|off)|audio:dtmf|audio:say(:done)?|message(:\w+)?|ephemeral|event:delete|custom:.*)$/;

/** A socket of a user without the SDK, which acknowledges all it gets. */
const listen = async (platform: AppPlatform, user: string) => {
  const heard: JsonObject[] = [];
  const socket: Socket = io(platform.emulator.api, {
    path: '/v2/rtc',
    transports: ['websocket'],
    query: { token: platform.token(user) },
    reconnection: false,
    forceNew: true,
  });
  const waiting = new Set<() => void>();
  socket.onAny((type: string, event: JsonObject, confirm?: () => void) => {
    heard.push({ name: type, ...event });
    confirm?.();
    for (const look of waiting) look();
  });
  const until = (isThere: (event: JsonObject) => boolean): Promise<JsonObject> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = heard.find(isThere);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  await until(({ type }) => type === 'session:success');
  return { heard, until, [Symbol.dispose]: () => void socket.disconnect() };
};

/** Bob takes the invitation, as his SDK would. */
const join = async (platform: AppPlatform, room: string, member: string): Promise<void> => {
  const headers = { authorization: `Bearer ${platform.token('bob')}` };
  const path = `/v0.3/conversations/${room}/members/${member}`;
  const reply = await askApi(
    platform.emulator,
    'PUT',
    path,
    { state: 'joined', channel: { type: 'app' }, from: member },
    headers,
  );
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.why}`);
};

describe('on the socket', () => {
  it('goes only what the SDK parses, in the form that it reads', async () => {
    await using platform = await startAppPlatform();
    platform.ncco = [{ action: 'conversation', name: 'desk', record: true, endOnExit: true }];
    using bob = await listen(platform, 'bob');
    const alice = await platform.open('alice');
    const room = await alice.client.createConversation({ name: 'desk' });
    await alice.client.joinConversation(room);
    await alice.client.inviteToConversation(room, 'bob');
    const invited = await bob.until(({ type }) => type === 'member:invited');
    const { member_id: member } = invited['body'] as { readonly member_id: string };
    await join(platform, room, member);
    await alice.client.sendMessageTextEvent(room, 'hello');
    const over = platform.call({ hangUpAfterSeconds: 30 });
    await bob.until(({ type, body }) => type === 'member:joined' && JSON.stringify(body).includes('"phone"'));
    platform.clock.pass(30_000);
    await over;
    await bob.until(({ type }) => type === 'member:left');
    const told = platform.heardAt('/rtc').map(({ type }) => String(type));
    expect(told).toEqual(
      expect.arrayContaining(['audio:record', 'audio:record:done', 'sip:hangup', 'leg:status:update']),
    );
    const events = bob.heard.filter(({ type }) => type !== 'session:success');
    expect(events.filter(({ type }) => !PARSED.test(String(type)))).toEqual([]);
    for (const { name, type, cid, id, timestamp, body, ...rest } of events) {
      expect(name).toBe(type);
      expect(cid).toMatch(/^CON-/);
      expect(id).toEqual(expect.any(Number));
      expect(timestamp).toMatch(/^2026-03-01T/);
      expect(body).toEqual(expect.any(Object));
      expect(Object.keys(rest).filter((key) => !['from', 'to', '_embedded'].includes(key))).toEqual([]);
    }
  });

  it('begins with session:success, which names the user', async () => {
    await using platform = await startAppPlatform();
    using alice = await listen(platform, 'alice');
    expect(alice.heard[0]).toEqual({
      name: 'session:success',
      type: 'session:success',
      body: {
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        user_id: expect.stringMatching(/^USR-/),
        name: 'alice',
        api_key: platform.emulator.about.apiKey,
      },
    });
  });
});

describe('an emulator stands', () => {
  const SAID: readonly (readonly [what: string, ...packets: readonly (string | Buffer)[]])[] = [
    ['what is no packet', 'hello'],
    ['half an event', '40', '42["session:logout"'],
    ['an event that is no list', '40', '42{"a":1}'],
    ['an event of nothing', '40', '42[]'],
    ['an unknown event', '40', '42["desk:free",{}]'],
    ['a logout with nothing in it', '40', '42["session:logout"]'],
    ['a logout of something else', '40', '42["session:logout",7,[],null]'],
    ['another namespace', '40/admin,{}'],
    ['an acknowledgement of nothing', '40', '43999[]'],
    ['a binary event whose parts never come', '40', '451-["x",{"_placeholder":true,"num":0}]'],
    ['bytes that nobody expects', '40', Buffer.alloc(1000)],
    ['a packet of a megabyte', '40', `42["x","${'x'.repeat(1024 * 1024)}"]`],
    ['a packet before the session', '42["session:logout",{}]'],
  ];
  it.each(SAID)('%s', async (_what, ...packets) => {
    await using platform = await startAppPlatform();
    await say(platform, packets);
    await platform.open('alice');
  });

  const ASKED: readonly (readonly [what: string, query: string, headers: OutgoingHttpHeaders])[] = [
    ['a protocol of long ago', 'EIO=3&transport=websocket', {}],
    ['no transport', 'EIO=4', {}],
    ['a session of socket.io that is not there', 'EIO=4&transport=websocket&sid=nothing', {}],
    ['two tokens', 'EIO=4&transport=websocket&token=a&token=b', {}],
    [
      'a page that calls this machine by a name of its own',
      'EIO=4&transport=websocket',
      { host: 'evil.example' },
    ],
  ];
  it.each(ASKED)('%s', async (_what, query, headers) => {
    await using platform = await startAppPlatform();
    const url = `${platform.emulator.api.replace('http', 'ws')}/v2/rtc/?${query}`;
    await new Promise((resolve) => {
      const socket = new WebSocket(url, [], { headers });
      socket.on('error', resolve);
      socket.on('close', resolve);
      // What is refused after the handshake.
      socket.on('message', () => socket.send('40'));
    });
    await platform.open('alice');
  });

  it.each(['h2c', 'TLS/1.2'])(
    'a client that offers %s with each request, as those of Java do: it is served',
    async (upgrade) => {
      await using platform = await startAppPlatform();
      const asked = JSON.stringify({ name: 'carol' });
      const reply = await sayRaw(platform, [
        'POST /v1/users HTTP/1.1',
        'host: 127.0.0.1',
        `authorization: Bearer ${tokenOf(platform)}`,
        'connection: Upgrade',
        `upgrade: ${upgrade}`,
        `content-length: ${asked.length}`,
        '',
        asked,
      ]).next(/carol/);
      expect(reply).toMatch(/^HTTP\/1\.1 201 /);
    },
  );

  // A WebSocket by itself waits half a minute for the other side.
  it('an app that sleeps and does not answer the good-bye: it stops all the same', {
    timeout: 20_000,
  }, async () => {
    const platform = await startAppPlatform();
    const app = sayRaw(platform, [
      `GET /v2/rtc/?EIO=4&transport=websocket&token=${platform.token('alice')} HTTP/1.1`,
      'host: 127.0.0.1',
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      `sec-websocket-key: ${Buffer.alloc(16).toString('base64')}`,
      '',
      '',
    ]);
    await app.next(/pingInterval/);
    await platform[Symbol.asyncDispose]();
  });

  it('long polling, which the SDK never does: there is nothing', async () => {
    await using platform = await startAppPlatform();
    const reply = await fetch(`${platform.emulator.api}/v2/rtc/?EIO=4&transport=polling`);
    expect(reply.status).toBe(501);
    await platform.open('alice');
  });
});

/** Says these lines over a connection of its own, and hears what comes back. */
const sayRaw = ({ emulator }: AppPlatform, lines: readonly string[]) => {
  const socket = connect(Number(new URL(emulator.api).port), '127.0.0.1');
  let heard = '';
  socket.on('error', () => undefined);
  socket.write(lines.join('\r\n'));
  return {
    /** All of it, as soon as it is as wanted or the other side hangs up. */
    next: (wanted: RegExp): Promise<string> =>
      new Promise((resolve) => {
        socket.on('close', () => resolve(heard));
        socket.on('data', (bytes) => {
          heard += bytes.toString('latin1');
          if (wanted.test(heard)) resolve(heard);
        });
      }),
  };
};

/** Says these packets in a session of alice, one after the other, and hangs up when the emulator does or all is said. */
const say = (platform: AppPlatform, packets: readonly (string | Buffer)[]): Promise<unknown> =>
  new Promise((resolve) => {
    const url = platform.emulator.api.replace('http', 'ws');
    const socket = new WebSocket(`${url}/v2/rtc/?EIO=4&transport=websocket&token=${platform.token('alice')}`);
    socket.on('error', () => undefined);
    socket.on('close', resolve);
    socket.on('open', () => {
      for (const packet of packets) socket.send(packet);
      // A question and its answer (`2`, `3`): then all before was read.
      socket.send('2probe', () => socket.close());
    });
  });
