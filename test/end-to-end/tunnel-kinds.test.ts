import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inEnvironment, serverWith } from '../support/account.ts';
import { runCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { joinTranscripts } from '../support/join-transcripts.ts';
import { type LocaltunnelServer, startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';
import { installCloudflared, installNgrok } from '../support/stand-in-tunnels.ts';
import {
  ivrPlace,
  type Listening,
  startListening,
  type WatchedEmulator,
  watchedEmulator,
} from '../support/whole-flow.ts';

const TO = '14155550100';
const FAST = { timeout: 60_000 };

const tunnelServer = async (): Promise<LocaltunnelServer> => {
  const server = await startLocaltunnelServer({ maxConnections: 32 });
  onTestFinished(() => server.close());
  return server;
};

const callArrives = async (emulator: WatchedEmulator, listen: Listening): Promise<void> => {
  const [sent, arrived] = [emulator.sent.length, listen.exchanges().length];
  const { problems, completed } = await emulator.placeCall({ from: '447700900001', to: TO, press: ['1'] });
  expect({ problems, completed }).toEqual({ problems: [], completed: true });
  while (listen.exchanges().length - arrived < emulator.sent.length - sent) await wait(10);
  expect(joinTranscripts(emulator.sent.slice(sent), listen.exchanges().slice(arrived))).toEqual([]);
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const open = (listen: Listening) =>
  listen.line((line) => line['type'] === 'tunnel' && line['state'] === 'open');

describe('listen', FAST, () => {
  it('through cloudflared: a call arrives, also after its program was killed, and Ctrl-C ends it', async () => {
    const emulator = await watchedEmulator();
    const place = ivrPlace();
    const { folder, pids } = installCloudflared(place.folder);
    const listen = await startListening([`--emulator=${emulator.api}`, '--tunnel', 'cloudflared'], place, {
      PATH: `${folder}:${process.env['PATH']}`,
    });
    expect(listen.ready).toMatchObject({ tunnel: 'cloudflared' });
    await callArrives(emulator, listen);

    process.kill(pids()[0]!, 'SIGKILL');
    expect(await open(listen)).toMatchObject({
      before: listen.publicUrl,
      moved: ['voice.answer', 'voice.event', 'rtc.event'],
    });
    await callArrives(emulator, listen);

    expect(await listen.stop('SIGINT')).toBe(0);
    expect(pids()).toHaveLength(2);
    for (const pid of pids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('kill -9 ends cloudflared as well, and with it the public address', async () => {
    const emulator = await watchedEmulator();
    const place = ivrPlace();
    const { folder, pids } = installCloudflared(place.folder);
    const listen = await startListening([`--emulator=${emulator.api}`, '--tunnel', 'cloudflared'], place, {
      PATH: `${folder}:${process.env['PATH']}`,
    });
    expect((await fetch(`${listen.publicUrl}/`)).status).toBe(404);
    await listen.stop('SIGKILL');
    await expect.poll(() => pids().map(isAlive), { timeout: 10_000 }).toEqual([false]);
    await expect(fetch(`${listen.publicUrl}/`)).rejects.toThrow('fetch failed');
  });

  it('through ngrok of the project', async () => {
    const emulator = await watchedEmulator();
    const place = ivrPlace();
    installNgrok(place.folder);
    const listen = await startListening([`--emulator=${emulator.api}`, '--tunnel', 'ngrok'], place, {
      NGROK_AUTHTOKEN: 'good-authtoken',
    });
    expect(listen.ready).toMatchObject({ tunnel: 'ngrok' });
    await callArrives(emulator, listen);
    expect(await listen.stop('SIGINT')).toBe(0);
  });

  it('takes the first of a list that can be proven, and says why the others would not do', async () => {
    const emulator = await watchedEmulator();
    const place = ivrPlace();
    const server = await tunnelServer();
    const listen = await startListening(
      [`--emulator=${emulator.api}`, '--tunnel', 'ngrok,localtunnel', '--tunnel-host', server.url],
      place,
    );
    expect(listen.ready).toMatchObject({ tunnel: 'localtunnel' });
    const infos = listen.lines().flatMap(({ type, what }) => (type === 'info' ? [what] : []));
    expect(infos.join()).toContain(`@ngrok/ngrok is not installed in ${place.folder}`);
    await callArrives(emulator, listen);
    expect(await listen.stop('SIGINT')).toBe(0);
  });

  it('goes over to the second tunnel server when the first has gone for good', async () => {
    const emulator = await watchedEmulator();
    const [first, second] = [await tunnelServer(), await tunnelServer()];
    const listen = await startListening(
      [`--emulator=${emulator.api}`, '--tunnel-host', `${first.url},${second.url}`],
      ivrPlace(),
    );
    await callArrives(emulator, listen);
    await first.stop();
    expect(await open(listen)).toMatchObject({ publicUrl: second.tunnels[0]?.url });
    await callArrives(emulator, listen);
    expect(await listen.stop('SIGINT')).toBe(0);
  });

  it('leaves an application alone that the config marks as production, when only localtunnel is there', async () => {
    const account = await serverWith(ODD_APPLICATIONS[0]![1]);
    const place = ivrPlace();
    const server = await tunnelServer();
    writeFileSync(
      join(place.folder, 'vonage-flow.config.yaml'),
      'production: true\nanswer: a\nnccos:\n  a: [{ action: talk, text: Hi }]\n',
    );
    const { code, stderr } = await runCli(
      ['listen', '--port', '0', '--tunnel-host', server.url],
      place,
      inEnvironment(account),
    );
    expect([code, server.asked, account.requests]).toEqual([2, [], []]);
    expect(stderr).toMatch(/production, and localtunnel is not for real callers/);
  });

  it('says what keeps the connections of a localtunnel from the port that its server named', async () => {
    const emulator = await watchedEmulator();
    const server = await startLocaltunnelServer({ port: await freePort() });
    onTestFinished(() => server.close());
    const { code, stderr } = await runCli(
      ['listen', `--emulator=${emulator.api}`, '--port', '0', '--tunnel-host', server.url],
      ivrPlace(),
    );
    expect(code).toBe(3);
    expect(stderr).toContain(
      'Meanwhile the tunnel server refuses connections: a firewall may be in between.',
    );
    expect(stderr).toContain('→ use one that only needs port 443: --tunnel ngrok');
  });
});
