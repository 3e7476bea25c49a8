import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { joinTranscripts } from '../support/join-transcripts.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { type Meddling, type Passing, startMeddler } from '../support/meddler.ts';
import { readApplication } from '../support/read-application.ts';
import { hashes } from '../support/requests.ts';
import { type Framing, sendSigned } from '../support/send-signed.ts';
import { story } from '../support/story.ts';
import { emptyPlace, ivrPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

const TO = '14155550100';

/** More than the public server's ten: on virtual time a call sends many events in one instant. */
const CONNECTIONS = 32;

const tunnelServer = async () => {
  const server = await startLocaltunnelServer({ maxConnections: CONNECTIONS });
  onTestFinished(() => server.close());
  return server;
};

describe('listen, through a localtunnel', () => {
  it('gets every webhook once, and its replies are what the platform executes', async () => {
    const emulator = await watchedEmulator();
    const before = await readApplication(emulator.api, emulator.about, emulator.about.applicationId);
    const tunnels = await tunnelServer();
    const listen = await startListening(
      [`--emulator=${emulator.api}`, '--tunnel-host', tunnels.url],
      ivrPlace(),
    );
    expect(listen.publicUrl).toBe(tunnels.tunnels[0]?.url);

    const call = (from: string, ...press: string[]) => emulator.placeCall({ from, to: TO, press });
    const outcomes = [
      await call('447700900001', '1'),
      await call('447700900002', '9', '2'),
      ...(await Promise.all([call('447700900003', '1'), call('447700900004', '2')])),
      await emulator.placeCall({ from: '447700900005', to: TO, press: [], hangUpAfterSeconds: 2 }),
      await emulator.placeCall({
        from: '447700900006',
        to: TO,
        press: ['1'],
        callees: { alice: { does: 'reject', afterSeconds: 3 } },
      }),
    ];
    expect(await listen.stop('SIGINT')).toBe(0);

    expect(outcomes.map(({ completed, problems }) => ({ completed, problems }))).toEqual(
      Array(6).fill({ completed: true, problems: [] }),
    );
    expect(joinTranscripts(emulator.sent, listen.exchanges())).toEqual([]);
    // Both sides could be wrong in the same way: this is what six such calls are made of.
    const told = outcomes.map(({ conversation }) =>
      story(emulator.sent.filter((webhook) => webhook.conversation === conversation)),
    );
    expect(told).toEqual([
      [
        'A: started, ringing, answer → [talk input], answered, input → [talk connect], completed; 16 RTC events',
        'B: started, answered, completed; 11 RTC events',
      ],
      [
        'A: started, ringing, answer → [talk input], answered, input → [talk input], input → [talk connect talk], completed; 22 RTC events',
        'B: started, ringing, answered, completed; 10 RTC events',
      ],
      [
        'A: started, ringing, answer → [talk input], answered, input → [talk connect], completed; 16 RTC events',
        'B: started, answered, completed; 11 RTC events',
      ],
      [
        'A: started, ringing, answer → [talk input], answered, input → [talk connect talk], completed; 18 RTC events',
        'B: started, ringing, answered, completed; 10 RTC events',
      ],
      ['A: started, ringing, answer → [talk input], answered, completed; 11 RTC events'],
      [
        'A: started, ringing, answer → [talk input], answered, input → [talk connect], completed; 16 RTC events',
        'B: started, rejected; 6 RTC events',
      ],
    ]);
    expect(await readApplication(emulator.api, emulator.about, emulator.about.applicationId)).toEqual(before);
    expect(listen.stderr()).toBe('');
  });

  const ringing = (from: string) => Buffer.from(`{"status":"ringing","from":"${from}"}`);
  const cut = (body: Buffer, at: number) => [body.subarray(0, at), body.subarray(at)];
  const broken = Buffer.concat([
    ringing('').subarray(0, -2),
    Buffer.from([0xff, 0xc3, 0x28, 0x80]),
    Buffer.from('"}'),
  ]);
  const zoe = ringing('Zoë');

  it.each<[name: string, pieces: Buffer[], framing: Framing]>([
    ['invalid UTF-8', [broken], 'content-length'],
    ['invalid UTF-8 in two chunks', cut(broken, broken.length - 4), 'chunked'],
    ['two packets, cut inside a character', cut(zoe, zoe.indexOf('ë') + 1), 'content-length'],
    ['two chunks, cut inside a character', cut(zoe, zoe.indexOf('ë') + 1), 'chunked'],
    ['half a megabyte in two chunks', cut(ringing('4'.repeat(500_000)), 250_000), 'chunked'],
  ])('verifies a body as it came: %s', async (_name, pieces, framing) => {
    const emulator = await watchedEmulator();
    const tunnels = await tunnelServer();
    const listen = await startListening(
      [`--emulator=${emulator.api}`, '--tunnel-host', tunnels.url],
      emptyPlace(),
    );
    const url = `${listen.publicUrl}/webhooks/voice/event`;
    const body = Buffer.concat(pieces);
    const altered = Buffer.from(body);
    altered[body.length - 3] = 0x21;

    const statuses = [
      await sendSigned(url, emulator.about, pieces, framing),
      await sendSigned(url, emulator.about, [altered], framing, body),
    ];
    await listen.stop('SIGINT');
    expect(statuses).toEqual([204, 401]);
    expect(listen.exchanges()).toMatchObject([
      {
        status: 'ringing',
        request: { bytes: body.length, sha256: hashes.sha256Hex(body) },
        signature: { state: 'verified' },
      },
      {
        request: { bytes: body.length, sha256: hashes.sha256Hex(altered) },
        signature: { state: 'refused', reason: 'body-hash' },
      },
    ]);
  });
});

describe('the proof can fail', () => {
  const greeting = `answer: greeting
nccos:
  greeting:
    - action: talk
      text: Good morning
`;
  const greetingPlace = () => {
    const place = emptyPlace();
    writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), greeting);
    return place;
  };

  const isEvent = ({ path, body }: Passing, status: string) =>
    path === '/webhooks/voice/event' && body.includes(`"status":"${status}"`);

  it.each<[name: string, meddling: Meddling, differences: string[]]>([
    ['nothing', {}, []],
    [
      'one word of the NCCO',
      { reply: (body) => body.replace('morning', 'evening') },
      [
        'answer of leg A: the platform executes [{"action":"talk","text":"Good evening"}], the reply was [{"action":"talk","text":"Good morning"}]',
      ],
    ],
    [
      'one word of an event',
      {
        request: (request) =>
          isEvent(request, 'answered') ? { body: request.body.replace('answered', 'rejected') } : undefined,
      },
      ['answered of leg A: sent, but never arrived', 'rejected of leg A: arrived, but was not sent'],
    ],
    [
      'an event that is lost',
      { request: (request) => (isEvent(request, 'completed') ? 'swallow' : undefined) },
      ['completed of leg A: sent, but never arrived'],
    ],
    [
      'an event that comes twice',
      { request: (request) => (isEvent(request, 'completed') ? 'twice' : undefined) },
      ['completed of leg A: arrived, but was not sent'],
    ],
  ])('when somebody between the two changes: %s', async (_name, meddling, differences) => {
    const emulator = await watchedEmulator();
    const meddler = await startMeddler(meddling);
    const port = await freePort();
    meddler.leadTo(`http://127.0.0.1:${port}`);
    const listen = await startListening(
      [`--emulator=${emulator.api}`, '--public-url', meddler.url, '--port', String(port)],
      greetingPlace(),
    );
    const { leg } = await emulator.placeCall({ from: '447700900001', to: TO, press: [] });
    await listen.stop('SIGINT');
    expect(
      joinTranscripts(emulator.sent, listen.exchanges()).map((words) =>
        words.replaceAll(leg.slice(0, 8), 'A'),
      ),
    ).toEqual(differences);
  });

  it('when listen has another signature secret than the platform', async () => {
    const emulator = await watchedEmulator();
    const { apiKey, apiSecret, applicationId } = emulator.about;
    const listen = await startListening(['--tunnel', 'none'], greetingPlace(), {
      VONAGE_API_HOST: emulator.api,
      VONAGE_API_KEY: apiKey,
      VONAGE_API_SECRET: apiSecret,
      VONAGE_APPLICATION_ID: applicationId,
      VONAGE_SIGNATURE_SECRET: 'another one',
    });
    const { leg } = await emulator.placeCall({ from: '447700900001', to: TO, press: [] });
    await listen.stop('SIGINT');
    const explanation = `the signature does not fit the signature secret. The token names API key ${apiKey}. The secret is the account's "signature secret" in the dashboard, not the API secret and not a key file`;
    expect(emulator.sent.map(({ kind }) => kind)).toContain('answer');
    expect(joinTranscripts(emulator.sent, listen.exchanges())).toEqual(
      emulator.sent.map(
        ({ kind }) => `${kind} of leg ${leg.slice(0, 8)}: its signature is refused: ${explanation}`,
      ),
    );
  });
});
