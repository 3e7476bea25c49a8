import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { dialSocket, startSocketApp } from '../support/socket-app.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

/** How long the call lasts: longer ones by `VONAGE_FLOW_TEST_SOUND_SECONDS=30 npx vitest run test/end-to-end/forward-sound.test.ts`. */
const SECONDS = Number(process.env['VONAGE_FLOW_TEST_SOUND_SECONDS'] ?? 2);
const FRAMES = SECONDS * 50;

/** 20 ms at 16 kHz, each other than all the others, with every byte in it. */
const frameOf = (index: number): Buffer => {
  const seed = createHash('sha512').update(String(index)).digest();
  return Buffer.concat(Array.from({ length: 10 }, (_, part) => seed.map((byte) => byte ^ (part * 25))));
};

it(
  `passes ${FRAMES} frames of sound through a tunnel, both ways, to the byte`,
  async () => {
    const tunnels = await startLocaltunnelServer();
    onTestFinished(() => tunnels.close());
    const server = await startSocketApp();
    const place = emptyPlace();
    writeFileSync(
      join(place.folder, 'vonage-flow.config.yaml'),
      'answer: hi\nnccos: { hi: [{ action: talk, text: hi }] }\nforwardPaths: [/bot]\n',
    );
    const listen = await startListening(
      ['--emulator', '--forward', server.url, '--tunnel', 'localtunnel', '--tunnel-host', tunnels.url],
      place,
    );
    const { socket, closed } = await dialSocket(`${listen.publicUrl}/bot`);
    const heard: Buffer[] = [];
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) heard.push(Buffer.from(data));
    });
    let sent = 0;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        socket.send(frameOf(sent));
        sent += 1;
        if (sent < FRAMES) return;
        clearInterval(timer);
        resolve();
      }, 20);
    });
    await vi.waitFor(() => expect(heard.length).toBe(FRAMES), 10_000);
    socket.close(1000);
    expect(await closed).toBe('1000');

    // The server says back what it heard, so that what comes back has passed both ways.
    const wrong = heard.flatMap((frame, index) => (frame.equals(frameOf(index)) ? [] : [index]));
    expect(wrong).toEqual([]);
    const passed = { frames: FRAMES, texts: 0, bytes: FRAMES * 640 };
    expect(await listen.line(({ name }) => name === 'closed')).toMatchObject({
      by: 'client',
      code: 1000,
      client: passed,
      server: passed,
    });
    // Nothing is left: neither at the server, nor of the tunnel's connections, all of which wait for the next request.
    await vi.waitFor(() => expect(server.open()).toBe(0));
    const [tunnel] = tunnels.tunnels;
    await vi.waitFor(() => expect(tunnel?.waiting()).toBe(tunnel?.connections()));
    expect(await listen.stop()).toBe(0);
  },
  (SECONDS + 60) * 1000,
);
