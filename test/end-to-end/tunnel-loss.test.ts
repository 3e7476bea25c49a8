import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { journalOf, journals } from '../support/account.ts';
import { joinTranscripts } from '../support/join-transcripts.ts';
import { type LocaltunnelServer, startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { readApplication } from '../support/read-application.ts';
import {
  emptyPlace,
  ivrPlace,
  type Listening,
  startListening,
  type WatchedEmulator,
  watchedEmulator,
} from '../support/whole-flow.ts';

// To be shown 3 of the issue about tunnels: whatever becomes of the tunnel, events keep arriving afterwards.

const TO = '14155550100';
const FAST = { timeout: 60_000 };

interface Scene {
  readonly server: LocaltunnelServer;
  readonly emulator: WatchedEmulator;
  readonly listen: Listening;
}

const begin = async (): Promise<Scene> => {
  const server = await startLocaltunnelServer({ maxConnections: 32 });
  onTestFinished(() => server.close());
  const emulator = await watchedEmulator();
  const listen = await startListening(
    [`--emulator=${emulator.api}`, '--tunnel-host', server.url],
    ivrPlace(),
  );
  return { server, emulator, listen };
};

/** Everything that a call sends arrives, and its replies are executed. */
const callArrives = async ({ emulator, listen }: Scene): Promise<void> => {
  const [sent, arrived] = [emulator.sent.length, listen.exchanges().length];
  const { problems, completed } = await emulator.placeCall({ from: '447700900001', to: TO, press: ['1'] });
  expect({ problems, completed }).toEqual({ problems: [], completed: true });
  const isWhole = () => listen.exchanges().length - arrived >= emulator.sent.length - sent;
  while (!isWhole()) await wait(10);
  expect(joinTranscripts(emulator.sent.slice(sent), listen.exchanges().slice(arrived))).toEqual([]);
};

const tunnelLine = ({ listen }: Scene, state: 'lost' | 'open') =>
  listen.line((line) => line['type'] === 'tunnel' && line['state'] === state);

const addresses = async ({ emulator }: Scene): Promise<string> =>
  JSON.stringify(await readApplication(emulator.api, emulator.about, emulator.about.applicationId));

describe('after the tunnel was lost events arrive again', FAST, () => {
  it.each<[name: string, happens: (scene: Scene) => Promise<unknown> | undefined, sameAddress: boolean]>([
    ['death of the tunnel', ({ server }) => server.tunnels[0]?.die(), true],
    [
      'a restart of the server',
      async ({ server }) => {
        await server.stop();
        await wait(500);
        await server.start();
      },
      true,
    ],
    [
      'a name that somebody else has now',
      ({ server }) => {
        server.names = 'others';
        return server.tunnels[0]?.die();
      },
      false,
    ],
    [
      'a server that refuses for a while',
      async (scene) => {
        scene.server.mode = { status: 403, message: 'not now' };
        await scene.server.tunnels[0]?.die();
        const trouble = await scene.listen.line(({ type }) => type === 'trouble');
        expect(trouble['what']).toBe(
          `The tunnel could not be opened again yet: The tunnel server ${scene.server.url} gave no tunnel. The reason: it said 403, "not now".`,
        );
        scene.server.mode = 'serve';
      },
      true,
    ],
    [
      'a tunnel that takes everything and answers nothing, seen after a sleep of the machine',
      async ({ server, listen }) => {
        server.tunnels[0]?.hang();
        listen.child.kill('SIGSTOP');
        await wait(4_500);
        listen.child.kill('SIGCONT');
      },
      true,
    ],
  ])('%s', async (_name, happens, sameAddress) => {
    const scene = await begin();
    const before = await addresses(scene);
    await callArrives(scene);
    await happens(scene);
    const lost = await tunnelLine(scene, 'lost');
    const open = await tunnelLine(scene, 'open');
    expect(lost).toMatchObject({ tunnel: 'localtunnel', publicUrl: scene.listen.publicUrl });
    expect(open).toMatchObject({ before: scene.listen.publicUrl, calls: [] });
    expect(open['publicUrl'] === scene.listen.publicUrl).toBe(sameAddress);
    expect(open['moved']).toEqual(sameAddress ? [] : ['voice.answer', 'voice.event', 'rtc.event']);
    expect(await addresses(scene)).toBe(before.replaceAll(scene.listen.publicUrl, String(open['publicUrl'])));
    await callArrives(scene);

    expect(await scene.listen.stop('SIGINT')).toBe(0);
    expect(await addresses(scene)).not.toContain(String(open['publicUrl']));
    expect(scene.listen.lines().at(-1)).toMatchObject({ type: 'closed', left: [] });
  });
});

const LONG_TALK = `answer: story
nccos:
  story:
    - action: talk
      text: ${'once upon a time '.repeat(30)}
    - action: notify
      payload: { chapter: 1 }
      eventUrl: ["{{ urls.next }}"]
  next:
    - action: talk
      text: The end.
`;

it('lists and marks the call that was running when the address changed', FAST, async () => {
  const server = await startLocaltunnelServer({ maxConnections: 32 });
  onTestFinished(() => server.close());
  const emulator = await watchedEmulator({ speed: 1 });
  const place = emptyPlace();
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), LONG_TALK);
  const listen = await startListening([`--emulator=${emulator.api}`, '--tunnel-host', server.url], place);
  const scene = { server, emulator, listen };
  const before = await addresses(scene);
  const call = emulator.placeCall({ from: '447700900002', to: TO, press: [], hangUpAfterSeconds: 15 });
  await listen.line((line) => line['type'] === 'exchange' && line['status'] === 'answered');
  server.names = 'others';
  await server.tunnels[0]?.die();
  const open = await tunnelLine(scene, 'open');
  const now = await addresses(scene);
  // The journal knows both addresses as ours, should this run be killed.
  expect(journalOf(place)).toContain(String(open['publicUrl']));
  const { leg, conversation } = await call;
  const ended = await listen.line(({ type }) => type === 'flow-ended');
  expect(await listen.stop('SIGINT')).toBe(0);

  expect(now).toBe(before.replaceAll(listen.publicUrl, String(open['publicUrl'])));
  expect(open['calls']).toEqual([
    {
      ...{ flow: leg, number: 1, from: '447700900002', to: TO, holdsOldAddress: true },
      conversations: [conversation],
    },
  ]);
  expect(open['pull']).toBe(`vonage-flow flows pull ${conversation} --emulator=${emulator.api}`);
  expect(ended['gaps']).toEqual([open['gap']]);
  expect(journals(place)).toEqual([]);
  // Who reads the record later knows of the gap, too.
  const record = readFileSync(String(listen.ready['records']), 'utf8').trim().split('\n');
  const kept = record.map((line) => JSON.parse(line)).filter(({ type }) => type === 'tunnel');
  expect(kept).toEqual(listen.lines().filter(({ type }) => type === 'tunnel'));
});
