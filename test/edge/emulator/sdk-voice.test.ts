import { Vonage } from '@vonage/server-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import type { CalleeScript } from '../../../src/emulator/script.ts';
import { anIdentity, askApi } from '../../support/ask-api.ts';
import { fixedClock, type Heard, startBackend } from '../../support/emulator-backend.ts';

// The unmodified server SDK, told only where the API is, does all that the Voice API has. The platform runs fast, in
// real time, so that a call is still there when the SDK does something to it.

const FROM = '442079460111';
const TO = '447700900444';
const PHONE = { type: 'phone', number: TO } as const;
const identity = await anIdentity('voice');

let emulator: RunningEmulator;
let backend: Awaited<ReturnType<typeof startBackend>>;
let vonage: Vonage;

const callees: Record<string, CalleeScript> = {
  // Without that they hang up after a minute, which is three seconds of this machine's time.
  [TO]: { does: 'answer', afterSeconds: 1, hangUpAfterSeconds: 3000 },
  '447700900001': { does: 'busy' },
  '447700900002': { does: 'reject', afterSeconds: 1 },
  // Two seconds of this machine's time, so that the test is there before, however busy it is.
  '447700900003': {
    does: 'answer',
    afterSeconds: 1,
    hangUpAfterSeconds: 3000,
    reactions: [{ at: 40, press: '4' }],
  },
  '447700900004': { does: 'answer', as: 'machine', afterSeconds: 1 },
  '447700900005': { does: 'ignore' },
};

/** Music until somebody does something. */
const HOLD = [{ action: 'stream', streamUrl: ['https://a.example/hold.mp3'], loop: 0 }] as const;
const NCCOS: Readonly<Record<string, unknown>> = {
  '/answer': HOLD,
  '/moved': [{ action: 'talk', text: 'You were moved', loop: 0 }],
  '/keys': [{ action: 'input', type: ['dtmf'], mode: 'asynchronous' }, ...HOLD],
};

beforeAll(async () => {
  backend = await startBackend(({ path }) => (NCCOS[path] ? { body: NCCOS[path] } : undefined));
});
afterAll(() => backend.close());

beforeEach(async () => {
  backend.heard.splice(0);
  emulator = await startEmulatorHost({
    clock: { ...fixedClock, now: Date.now },
    seed: 'voice',
    speed: 20,
    numbers: [FROM],
    users: ['alice'],
    callees,
    eventUrl: `${backend.url}/event`,
    rtcUrl: `${backend.url}/rtc`,
    identity,
  });
  const { applicationId, privateKey } = emulator.about;
  vonage = new Vonage({ applicationId, privateKey }, { apiHost: emulator.api });
});
afterEach(() => emulator.close());

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = ({ body, query }: Heard): Fields =>
  body === '' ? Object.fromEntries(new URLSearchParams(query)) : (JSON.parse(body) as Fields);

/** The first webhook to that path that has all these fields, as soon as it is there. */
const heard = async (path: string, fields: Fields): Promise<Fields> => {
  for (;;) {
    const found = backend.heard
      .filter((one) => one.path === path)
      .map(fieldsOf)
      .find((one) => Object.entries(fields).every(([name, value]) => one[name] === value));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const answered = async (to: string = TO, ncco: unknown = HOLD): Promise<string> => {
  const { uuid } = await vonage.voice.createOutboundCall({
    to: [{ type: 'phone', number: to }],
    from: { type: 'phone', number: FROM },
    ncco: ncco as never,
  });
  await heard('/event', { uuid, status: 'answered' });
  return uuid;
};

describe('an outbound call', () => {
  it('asks its answer URL when somebody answers, and is billed in the end', async () => {
    const made = await vonage.voice.createOutboundCall({
      to: [PHONE],
      from: { type: 'phone', number: FROM },
      answerUrl: [`${backend.url}/answer`],
      answerMethod: 'POST' as never,
    });
    expect(made).toMatchObject({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'started',
      direction: 'outbound',
      conversationUUID: expect.stringMatching(/^CON-/),
    });
    const { uuid } = made;
    expect(await heard('/answer', { uuid })).toEqual({
      region_url: emulator.api,
      from: FROM,
      to: TO,
      endpoint_type: 'phone',
      uuid,
      conversation_uuid: made.conversationUUID,
    });
    expect(backend.heard.find(({ path }) => path === '/answer')?.method).toBe('POST');
    expect(await vonage.voice.getCall(uuid)).toMatchObject({
      uuid,
      conversationUUID: made.conversationUUID,
      status: 'answered',
      direction: 'outbound',
      to: PHONE,
      from: { type: 'phone', number: FROM },
    });
    await vonage.voice.hangupCall(uuid);
    const completed = await heard('/event', { uuid, status: 'completed' });
    expect(completed).toMatchObject({ disconnected_by: 'platform', direction: 'outbound' });
    expect(await vonage.voice.getCall(uuid)).toMatchObject({
      status: 'completed',
      duration: completed['duration'],
      price: completed['price'],
      rate: completed['rate'],
      startTime: completed['start_time'],
      endTime: completed['end_time'],
      network: completed['network'],
    });
    const statuses = backend.heard
      .filter(({ path }) => path === '/event')
      .map((one) => fieldsOf(one)['status']);
    expect(statuses).toEqual(['started', 'ringing', 'answered', 'completed']);
  });

  it('sends its events where it says, also those of the legs that it calls', async () => {
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [PHONE],
      randomFromNumber: true,
      ncco: [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }] as never,
      eventUrl: [`${backend.url}/mine`],
      eventMethod: 'GET',
    } as never);
    await heard('/mine', { uuid, status: 'answered', from: FROM });
    await heard('/mine', { to: 'alice', status: 'answered' });
    expect(backend.heard.filter(({ path }) => path === '/event')).toEqual([]);
    expect(backend.heard.find(({ path }) => path === '/mine')?.method).toBe('GET');
    await vonage.voice.hangupCall(uuid);
    await heard('/mine', { to: 'alice', status: 'completed' });
  });

  it('calls a user of the application', async () => {
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [{ type: 'app', user: 'alice' }],
      from: { type: 'phone', number: FROM },
      ncco: HOLD as never,
    });
    await heard('/event', { uuid, status: 'answered', to: 'alice' });
    expect(await vonage.voice.getCall(uuid)).toMatchObject({ to: { type: 'app', user: 'alice' } });
  });

  it('calls a SIP address with its headers', async () => {
    const uri = 'sip:desk@pbx.example';
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [{ type: 'sip', uri, headers: { room: '12' } } as never],
      from: { type: 'phone', number: FROM },
      ncco: HOLD as never,
    });
    await heard('/event', { uuid, status: 'answered', to: uri });
    expect(await vonage.voice.getCall(uuid)).toMatchObject({ to: { type: 'sip', uri } });
  });

  it.each<[to: string, more: object, status: string, event: Fields]>([
    ['447700900001', {}, 'busy', { sip_code: 486 }],
    ['447700900002', {}, 'rejected', { detail: 'declined', sip_code: 603 }],
    ['447700900005', { ringingTimer: 2 }, 'timeout', {}],
    ['447700900004', { machineDetection: 'hangup' }, 'machine', {}],
    ['447700900004', { machineDetection: 'hangup' }, 'completed', { disconnected_by: 'platform' }],
    [TO, { lengthTimer: 3 }, 'completed', { disconnected_by: 'platform', duration: '3' }],
  ])('to %s with %j ends: %s', async (to, more, status, event) => {
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [{ type: 'phone', number: to }],
      from: { type: 'phone', number: FROM },
      ncco: HOLD as never,
      ...more,
    });
    const found = await heard('/event', { [status === 'machine' ? 'call_uuid' : 'uuid']: uuid, status });
    // At this speed a busy machine is seconds late; the call alone would last much longer.
    const duration = Number(found['duration']);
    if (event['duration'] !== undefined) expect(duration >= 2 && duration < 30, `${duration} s`).toBe(true);
    const { duration: _expected, ...rest } = event;
    expect(found).toMatchObject(rest);
    if (status !== 'machine') expect(await vonage.voice.getCall(uuid)).toMatchObject({ status });
  });

  it('waits with its NCCO for the result of advanced machine detection', async () => {
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [{ type: 'phone', number: '447700900004' }],
      from: { type: 'phone', number: FROM },
      answerUrl: [`${backend.url}/answer`],
      advancedMachineDetection: { behavior: 'continue', mode: 'detect' } as never,
    });
    await heard('/answer', { uuid });
    const paths = backend.heard
      .filter(({ path }) => path === '/event' || path === '/answer')
      .map((one) => (one.path === '/answer' ? 'answer' : fieldsOf(one)['status']));
    expect(paths).toEqual(['started', 'ringing', 'answered', 'machine', 'answer']);
  });

  it('can be hung up while it rings', async () => {
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [{ type: 'phone', number: '447700900005' }],
      from: { type: 'phone', number: FROM },
      ncco: HOLD as never,
      ringingTimer: 120,
    });
    await heard('/event', { uuid, status: 'ringing' });
    await vonage.voice.hangupCall(uuid);
    await heard('/event', { uuid, status: 'cancelled' });
    expect(await vonage.voice.getCall(uuid)).toMatchObject({ status: 'cancelled' });
  });
});

/** The SDK takes a `talk` of an NCCO and sends what it needs of it. */
const HELLO = { action: 'talk' as never, text: 'Hello' };

type Act = (uuid: string) => Promise<unknown>;

describe('a leg that is on the line', () => {
  it.each<[name: string, act: Act, reply: object | undefined, rtc: string | undefined]>([
    ['is muted', (uuid) => vonage.voice.muteCall(uuid), undefined, 'audio:mute:on'],
    ['is unmuted', (uuid) => vonage.voice.unmuteCall(uuid), undefined, 'audio:mute:off'],
    ['is earmuffed', (uuid) => vonage.voice.earmuffCall(uuid), undefined, 'audio:earmuff:on'],
    ['is unearmuffed', (uuid) => vonage.voice.unearmuffCall(uuid), undefined, 'audio:earmuff:off'],
    [
      'is spoken to',
      (uuid) => vonage.voice.playTTS(uuid, { ...HELLO, language: 'en-GB' as never, style: 1 as never }),
      { message: 'Talk started' },
      'audio:say',
    ],
    [
      'hears a file',
      (uuid) => vonage.voice.streamAudio(uuid, 'https://a.example/b.mp3', 2, 0.5),
      { message: 'Stream started' },
      'audio:play',
    ],
    [
      'is not spoken to any more',
      async (uuid) => {
        await vonage.voice.playTTS(uuid, { ...HELLO, loop: 0 });
        return vonage.voice.stopTTS(uuid);
      },
      { message: 'Talk stopped' },
      'audio:say:stop',
    ],
    [
      'hears the file no longer',
      async (uuid) => {
        await vonage.voice.streamAudio(uuid, 'https://a.example/b.mp3', 0);
        return vonage.voice.stopStreamAudio(uuid);
      },
      { message: 'Stream stopped' },
      'audio:play:stop',
    ],
    ['gets keys', (uuid) => vonage.voice.playDTMF(uuid, '1p2#'), { message: 'DTMF sent' }, undefined],
  ])('%s', async (_name, act, reply, rtc) => {
    const uuid = await answered();
    const result = await act(uuid);
    if (reply) expect(result).toEqual({ ...reply, uuid });
    else expect(result).toBeUndefined();
    if (rtc) await heard('/rtc', { type: rtc });
  });

  it('is heard to the end', async () => {
    const uuid = await answered();
    await vonage.voice.playTTS(uuid, HELLO);
    const said = await heard('/rtc', { type: 'audio:say' });
    expect(said).toMatchObject({ body: { text: 'Hello', loop: 1, level: 0, language: 'en-US' } });
    expect(await heard('/rtc', { type: 'audio:say:done' })).toMatchObject({
      body: { say_id: (said['body'] as Fields)['say_id'] },
    });
  });

  it('has its keys listened to', async () => {
    const uuid = await answered('447700900003', NCCOS['/keys']);
    await vonage.voice.subscribeDTMF(uuid, `${backend.url}/listener`);
    expect(await heard('/listener', { uuid })).toMatchObject({ dtmf: { digits: '4', timed_out: false } });
    await vonage.voice.unsubscribeDTMF(uuid);
  });

  it.each<[name: string, act: Act]>([
    ['a URL', (uuid) => vonage.voice.transferCallWithURL(uuid, `${backend.url}/moved`)],
    ['an NCCO', (uuid) => vonage.voice.transferCallWithNCCO(uuid, NCCOS['/moved'] as never)],
  ])('is transferred to %s', async (_name, act) => {
    const uuid = await answered();
    const before = await vonage.voice.getCall(uuid);
    expect(await act(uuid)).toBeUndefined();
    const transfer = await heard('/event', { type: 'transfer', uuid });
    expect(transfer).toMatchObject({
      conversation_uuid_from: before.conversationUUID,
      conversation_uuid_to: expect.stringMatching(/^CON-/),
    });
    await heard('/rtc', { type: 'audio:say', conversation_id: transfer['conversation_uuid_to'] });
    expect(await vonage.voice.getCall(uuid)).toMatchObject({
      status: 'answered',
      conversationUUID: transfer['conversation_uuid_to'],
    });
  });

  it('leaves the others where they are when it is transferred', async () => {
    const uuid = await answered(TO, [
      { action: 'connect', endpoint: [{ type: 'phone', number: '447700900003' }], from: FROM },
    ]);
    const { conversationUUID } = await vonage.voice.getCall(uuid);
    const other = (await heard('/event', { to: '447700900003', status: 'answered' }))['uuid'] as string;
    await vonage.voice.transferCallWithNCCO(uuid, NCCOS['/moved'] as never);
    await heard('/event', { type: 'transfer', uuid });
    expect((await vonage.voice.getCall(other)).conversationUUID).toBe(conversationUUID);
    expect((await vonage.voice.getCall(uuid)).conversationUUID).not.toBe(conversationUUID);
    // And then the other one, on its own.
    await vonage.voice.transferCallWithNCCO(other, NCCOS['/moved'] as never);
    await heard('/event', { type: 'transfer', uuid: other });
    await vonage.voice.hangupCall(uuid);
    await heard('/event', { uuid, status: 'completed' });
    expect(await vonage.voice.getCall(other)).toMatchObject({ status: 'answered' });
    await vonage.voice.hangupCall(other);
    await heard('/event', { uuid: other, status: 'completed' });
  });
});

describe('the list of calls', () => {
  it('is followed page by page', async () => {
    const uuids: string[] = [];
    for (let index = 0; index < 5; index += 1) uuids.push(await answered());
    await vonage.voice.hangupCall(uuids[0]!);
    await heard('/event', { uuid: uuids[0], status: 'completed' });
    const all: string[] = [];
    for await (const { uuid } of vonage.voice.getAllCalls({ pageSize: 2 })) all.push(uuid);
    expect(all).toEqual(uuids);
    const page = await vonage.voice.search({ status: 'completed' as never, order: 'desc' as never });
    expect(page.count).toBe(1);
    expect(page._embedded.calls.map(({ uuid }) => uuid)).toEqual([uuids[0]]);
    const { conversationUUID } = await vonage.voice.getCall(uuids[1]!);
    const one = await vonage.voice.search({ conversationUuid: conversationUUID } as never);
    expect(one._embedded.calls.map(({ uuid }) => uuid)).toEqual([uuids[1]]);
  });
});

const WRONG_TYPE = 'Invalid type parameter provided';
const invalid = (name: string, reason: string) => ({
  type: 400,
  title: 'Bad Request',
  invalid_parameters: [{ reason, name }],
});
const CALL = { to: [PHONE], from: { type: 'phone', number: FROM }, ncco: HOLD };

describe('what is refused', () => {
  it.each<[body: unknown, status: number, reply: object]>([
    ['no JSON', 400, { type: 'BAD_REQUEST', error_title: 'Bad Request' }],
    [{ ...CALL, event_url: 'https://a.example' }, 400, invalid('event_url', WRONG_TYPE)],
    [{ ...CALL, ncco: undefined }, 400, invalid('answer_url', 'is required unless ncco is given')],
    [
      { ...CALL, answer_url: ['https://a.example'] },
      400,
      invalid('answer_url', 'must not be given with ncco'),
    ],
    [{ ...CALL, from: undefined }, 400, invalid('from', 'is required unless random_from_number is true')],
    [
      { ...CALL, random_from_number: true },
      400,
      invalid('from', 'must not be given with random_from_number'),
    ],
    [
      { ...CALL, ncco: [{ action: 'sing' }] },
      400,
      invalid('ncco', 'Syntax error in NCCO. Invalid value type or action.'),
    ],
  ])('as a call: %j', async (body, status, reply) => {
    expect(await askApi(emulator, 'POST', '/v1/calls', body)).toMatchObject({ status, body: reply });
  });

  it('an event URL is needed when the application has none', async () => {
    const { applicationId, apiKey, apiSecret } = emulator.about;
    const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
    await askApi(emulator, 'PUT', `/v2/applications/${applicationId}`, { name: 'x' }, { authorization });
    expect(await askApi(emulator, 'POST', '/v1/calls', CALL)).toMatchObject({
      status: 400,
      body: invalid('event_url', 'is required, for the application has none'),
    });
  });

  it.each<[method: string, path: string, body: unknown, status: number, reply: object]>([
    ['PUT', '', {}, 400, invalid('action', 'is required')],
    [
      'PUT',
      '',
      { action: 'terminate' },
      400,
      invalid('action', 'must be one of: hangup, mute, unmute, earmuff, unearmuff, transfer'),
    ],
    ['PUT', '', { action: 'transfer' }, 400, invalid('destination', 'is required')],
    [
      'PUT',
      '',
      { action: 'transfer', destination: { type: 'ncco' } },
      400,
      invalid('destination', 'needs url or ncco'),
    ],
    [
      'PUT',
      '',
      { action: 'transfer', destination: { type: 'ncco', url: 'https://a.example' } },
      400,
      invalid('url', WRONG_TYPE),
    ],
    ['PUT', '/talk', {}, 400, invalid('text', 'is required')],
    ['PUT', '/stream', { stream_url: 'https://a.example' }, 400, invalid('stream_url', WRONG_TYPE)],
    ['PUT', '/dtmf', { digits: 'x' }, 400, invalid('digits', 'has an invalid format')],
    ['PUT', '/input/dtmf', {}, 400, invalid('event_url', 'is required')],
    // What the sources are at odds about is taken.
    ['PUT', '/talk', { text: 'Hi', level: '0.4' }, 200, { message: 'Talk started' }],
    ['PUT', '/talk/', { text: 'Hi', level: 0.4 }, 200, { message: 'Talk started' }],
    ['PUT', '/dtmf', { digits: 12 }, 200, { message: 'DTMF sent' }],
    ['DELETE', '/stream', undefined, 200, { message: 'Stream stopped' }],
  ])('%s %s of a leg: %j', async (method, path, body, status, reply) => {
    const uuid = await answered();
    expect(await askApi(emulator, method, `/v1/calls/${uuid}${path}`, body)).toMatchObject({
      status,
      body: reply,
    });
  });

  const ACTIONS: readonly [method: string, path: string, body: unknown][] = [
    ['PUT', '', { action: 'mute' }],
    ['PUT', '', { action: 'transfer', destination: { type: 'ncco', ncco: [] } }],
    ['PUT', '/talk', { text: 'Hi' }],
    ['DELETE', '/talk', undefined],
    ['PUT', '/stream', { stream_url: ['https://a.example/b.mp3'] }],
    ['PUT', '/dtmf', { digits: '1' }],
    ['PUT', '/input/dtmf', { event_url: ['https://a.example'] }],
  ];
  const BAD_REQUEST = { status: 400, body: { type: 'BAD_REQUEST', error_title: 'Bad Request' } };
  const NOT_FOUND = { status: 404, body: { type: 'NOT_FOUND', error_title: 'Not Found' } };

  it('everything but a hang-up, before the leg is answered and after its end; everything for an unknown leg', async () => {
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [{ type: 'phone', number: '447700900005' }],
      from: { type: 'phone', number: FROM },
      ncco: HOLD as never,
      ringingTimer: 120,
    });
    await heard('/event', { uuid, status: 'ringing' });
    const ask = (id: string) =>
      Promise.all(
        ACTIONS.map(([method, path, body]) => askApi(emulator, method, `/v1/calls/${id}${path}`, body)),
      );
    for (const reply of await ask(uuid)) expect(reply).toMatchObject(BAD_REQUEST);
    await vonage.voice.hangupCall(uuid);
    await heard('/event', { uuid, status: 'cancelled' });
    for (const reply of await ask(uuid)) expect(reply).toMatchObject(BAD_REQUEST);
    await expect(vonage.voice.hangupCall(uuid)).rejects.toThrow('status code 400');
    for (const reply of await ask('0b1a7d5e-2f4c-4d63-8c1a-93f7d1c5a201'))
      expect(reply).toMatchObject(NOT_FOUND);
    await expect(vonage.voice.getCall('0b1a7d5e')).rejects.toThrow('status code 404');
  });
});

describe('the callees of a running emulator', () => {
  const CONTROL = '/emulator/v1/callees';

  it('are scripted by its control address', async () => {
    expect((await askApi(emulator, 'GET', CONTROL)).body).toEqual({ callees });
    const busy = { [TO]: { does: 'busy' } };
    expect((await askApi(emulator, 'PUT', CONTROL, busy)).body).toEqual({ callees: busy });
    const { uuid } = await vonage.voice.createOutboundCall({
      to: [PHONE],
      from: { type: 'phone', number: FROM },
      ncco: HOLD as never,
    });
    await heard('/event', { uuid, status: 'busy' });
    expect(await askApi(emulator, 'PUT', CONTROL, { [TO]: { does: 'sleep' } })).toMatchObject({
      status: 400,
      body: { what: 'These callees cannot be had', why: expect.stringContaining('sleep') },
    });
  });
});
