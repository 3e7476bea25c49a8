import { Vonage } from '@vonage/server-sdk';
import { afterEach, expect, it } from 'vitest';
import { type EmulatorOptions, startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import { tokenFor } from '../../support/ask-api.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** A voicemail is left; gives what the backend heard of it, and a way to fetch with a token. */
const leaveMessage = async (record: object, more: Partial<EmulatorOptions> = {}) => {
  const backend = await startBackend(({ path }) =>
    path === '/answer'
      ? { body: [{ action: 'record', endOnSilence: 3, transcription: {}, ...record }] }
      : undefined,
  );
  undo.push(backend.close);
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'files',
    speed: 'instant',
    numbers: ['442079460111'],
    users: [],
    answerUrl: `${backend.url}/answer`,
    eventUrl: `${backend.url}/event`,
    ...more,
  });
  undo.push(() => emulator.close());
  await emulator.placeCall({
    from: '447700900222',
    to: '442079460111',
    press: [],
    say: ['My order is late.'],
  });
  const heard = backend.heard.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body)]));
  return {
    emulator,
    recording: heard.find((one) => 'recording_url' in one),
    transcription: heard.find((one) => one.status === 'transcribed'),
    fetchWith: (url: string, claims: object = {}) =>
      fetch(url, { headers: { authorization: `Bearer ${tokenFor(emulator, claims)}` } }),
  };
};

it.each([
  ['mp3', {}, 'audio/mpeg'],
  ['wav', { format: 'wav' }, 'audio/wav'],
  ['ogg', { format: 'ogg' }, 'audio/ogg'],
  ['wav', { split: 'conversation', channels: 3 }, 'audio/wav'],
])('a recording can be fetched where its webhook says, as %s', async (_format, record, type) => {
  const { emulator, recording, fetchWith } = await leaveMessage(record);
  expect(recording.recording_url).toMatch(`${emulator.api}/v1/files/`);
  const reply = await fetchWith(recording.recording_url);
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, type]);
  expect((await reply.arrayBuffer()).byteLength).toBe(recording.size);
});

it('a transcript can be fetched too', async () => {
  const { transcription, recording, fetchWith } = await leaveMessage({});
  expect(transcription.recording_uuid).toBe(recording.recording_uuid);
  const transcript = (await (await fetchWith(transcription.transcription_url)).json()) as {
    channels: { transcript: { sentence: string }[] }[];
  };
  expect(transcript.channels[0]?.transcript.map(({ sentence }) => sentence)).toEqual(['My order is late.']);
});

it('takes the token that the unmodified server SDK makes', async () => {
  const { emulator, recording } = await leaveMessage({});
  const { applicationId, privateKey } = emulator.about;
  const { voice } = new Vonage({ applicationId, privateKey }, { apiHost: emulator.api });
  const url: string = recording.recording_url;
  type Request = Parameters<typeof voice.addAuthenticationToRequest>[0];
  // The enum of its methods lives in a package that is not ours to import.
  const { headers } = await voice.addAuthenticationToRequest({ url, method: 'GET' } as Request);
  expect((await fetch(url, { headers: headers as Record<string, string> })).status).toBe(200);
  // It would download from Vonage's own hosts only, whatever its options say (docs/emulator.md).
  await expect(voice.downloadRecording(url, '/nowhere')).rejects.toThrow(/is invalid for file download/);
});

it('names files at another host that leads here, and answers where the Node SDK asks for an id', async () => {
  const { emulator, recording, fetchWith } = await leaveMessage({}, { filesFrom: 'https://api.nexmo.com' });
  expect(recording.recording_url).toMatch(/^https:\/\/api\.nexmo\.com\/v1\/files\/[0-9a-f-]{36}$/);
  const id: string = recording.recording_url.split('/').at(-1);
  const reply = await fetchWith(`${emulator.api}/v3/files/${id}`);
  expect((await reply.arrayBuffer()).byteLength).toBe(recording.size);
});

it('asks for a token of the same application', async () => {
  const { emulator, recording, fetchWith } = await leaveMessage({});
  const refusal = { type: 'UNAUTHORIZED', error_title: 'Unauthorized' };
  const bare = await fetch(recording.recording_url);
  expect([bare.status, await bare.json()]).toEqual([401, refusal]);
  const foreign = await fetchWith(recording.recording_url, { application_id: 'another' });
  expect([foreign.status, await foreign.json()]).toEqual([401, refusal]);
  expect((await fetchWith(`${emulator.api}/v1/files/${recording.recording_uuid}`)).status).toBe(404);
});
