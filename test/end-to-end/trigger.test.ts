import { createHmac, hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { readToken } from '../../src/vonage/signature.ts';
import { runCli } from '../support/cli.ts';
import { cliStory } from '../support/cli-story.ts';
import { testListener } from '../support/listener.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const SECRET = 'a-secret-of-this-test-alone';

/** A server that answers all the same. */
const server = async (status: number, body: string) => {
  const listener = await testListener(() => ({
    status,
    headers: { 'content-type': 'application/json' },
    body,
  }));
  onTestFinished(() => listener.close());
  return listener;
};

it('reaches the listen that runs here, in each of its slots and NCCOs, with a signature that holds', async () => {
  const place = emptyPlace();
  const listen = await startListening(['--emulator'], place);
  for (const words of [
    'answer',
    'completed',
    'input --digits 1 --at menu',
    'member:joined',
    'fallback',
    'custom:order --set body.n=1',
  ]) {
    const { code, stderr } = await runCli(['trigger', ...words.split(' ')], place);
    expect([words, code, stderr.includes('signed with the secret of the emulator')]).toEqual([
      words,
      0,
      true,
    ]);
  }
  expect(
    listen
      .exchanges()
      .map(({ kind, step, slot, ncco, signature, problems }) => [
        kind,
        step,
        slot ?? ncco,
        signature,
        problems,
      ]),
  ).toEqual(
    [
      ['answer', '2', 'voice.answer'],
      ['call-status', '5a', 'voice.event'],
      ['input', '5a', 'menu'],
      ['rtc-event', '5b', 'rtc.event'],
      ['fallback', '2', 'voice.fallback'],
      ['rtc-event', '5b', 'rtc.event'],
    ].map((row) => [...row, { state: 'verified' }, []]),
  );
});

it('signs the very bytes that it sends', async () => {
  const { url, received } = await server(204, '');
  const env = {
    VONAGE_SIGNATURE_SECRET: SECRET,
    VONAGE_API_KEY: 'abcd1234',
    VONAGE_API_SECRET: 'another-one-of-it',
  };
  await runCli(['trigger', 'completed', '--to-url', `${url}/event`], emptyPlace(), env);
  const [request] = received;
  const token = readToken(request?.headers['authorization']?.slice('Bearer '.length) ?? '');
  expect(token?.claims.payload_hash).toBe(hash('sha256', Buffer.from(request?.body ?? '')));
  expect(token?.claims.api_key).toBe('abcd1234');
  expect(token?.signature).toBe(
    createHmac('sha256', SECRET)
      .update(token?.signed ?? '')
      .digest('base64url'),
  );
  expect(JSON.parse(Buffer.from(request?.body ?? '').toString())).toMatchObject({
    status: 'completed',
    duration: '42',
  });
});

it('reads a compressed reply', async () => {
  const { url, close } = await testListener(() => ({
    status: 200,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync('[{"action":"talk","text":"Hi"}]'),
  }));
  onTestFinished(() => close());
  const run = await runCli(['trigger', 'answer', '--to-url', `${url}/answer`, '--json'], emptyPlace());
  expect([run.code, JSON.parse(run.stdout).reply.body]).toEqual([0, [{ action: 'talk', text: 'Hi' }]]);
});

it('says what is wrong with what came back', async () => {
  const [fine, bad, down] = [
    await server(200, '[{"action":"talk","text":"Hi"}]'),
    await server(200, '[{"action":"talc","text":"\\u001b[31mHi"}]'),
    await server(500, '{"error":"no"}'),
  ];
  const place = emptyPlace();
  const story = cliStory(
    place,
    {},
    {
      [fine.url]: 'http://localhost:<fine>',
      [bad.url]: 'http://localhost:<bad>',
      [down.url]: 'http://localhost:<down>',
    },
  );
  const ids =
    '--uuid 1f0a64c2d9b34e1fb2f7a0c19d5e8a70 --conversation CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11';
  await story.run(`trigger answer --method POST --to-url ${fine.url}/answer`);
  await story.run(`trigger answer --method POST --to-url ${bad.url}/answer`);
  await story.run(`trigger input --digits 1 --to-url ${down.url}/event`);
  await story.run('trigger completed --to http://localhost:8080/event');
  await story.run('trigger answer --method POST --to-url http://localhost:1/answer');
  await story.run(`trigger answer ${ids} --dry-run`);
  await story.run([
    'trigger',
    'input',
    '--speech',
    'billing please',
    ...ids.split(' '),
    '--dry-run',
    '--unset',
    'timestamp',
  ]);
  await story.run('trigger compelted');
  await story.run('trigger event');
  await story.run('trigger completed --digits 1');
  await story.run('trigger completed --set =1');
  await story.run('trigger completed --at menu --to-url http://localhost:1/');
  await expect(story.text().replaceAll(/(\d+|<1)ms/g, '<time>')).toMatchFileSnapshot(
    '../cases/cli/trigger.txt',
  );
});
