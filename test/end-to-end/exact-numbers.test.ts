import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { cliStory } from '../support/cli-story.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const OLD = 'http://127.0.0.1:5/answer';

/** Numbers that JSON may hold and JavaScript may not, inside and outside of what is changed. */
const TEXT = [
  `{"id":"${ID}","name":"exact","quota":9007199254740993,"ratio":0.1000000000000000055511151231257827,"capabilities":{"voice":{"webhooks":`,
  `{"answer_url":{"address":"${OLD}","http_method":"GET","since":18446744073709551615}},"leg_persistence_time":7.0,"limits":[1e400,-0,"\\u0000number:1"]}}}`,
].join('');

/** Keeps an application as the text that was sent. */
const textServer = async () => {
  let text = TEXT;
  const sent: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'PUT') {
      text = body;
      sent.push(body);
    }
    response.setHeader('content-type', 'application/json');
    response.end(request.url?.includes('/account/numbers') ? '{}' : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, now: () => text };
};

it('numbers that JavaScript would round go through app configure, --undo and listen byte for byte', async () => {
  const server = await textServer();
  const place = emptyPlace();
  const env = {
    VONAGE_API_HOST: server.api,
    VONAGE_API_KEY: 'abcd1234',
    VONAGE_API_SECRET: 'Secret-of-the-test-1',
    VONAGE_APPLICATION_ID: ID,
  };
  const story = cliStory(place, env);
  expect(await story.run('app configure --set voice.answer=http://127.0.0.1:6/new --yes'), story.text()).toBe(
    0,
  );
  expect(server.now()).toBe(TEXT.replace(OLD, 'http://127.0.0.1:6/new'));
  expect(await story.run('app configure --unset voice.answer --yes'), story.text()).toBe(0);
  expect(await story.run('app configure --undo --yes'), story.text()).toBe(0);
  expect(await story.run('app configure --undo --yes'), story.text()).toBe(0);
  expect(server.now()).toBe(TEXT);
  expect(server.sent).toHaveLength(4);

  const listen = await startListening(['--tunnel', 'none', '--borrow', 'voice.answer', '--yes'], place, env);
  expect(server.now()).toBe(TEXT.replace(OLD, `${listen.publicUrl}/webhooks/voice/answer`));
  expect(await listen.stop()).toBe(0);
  expect(server.now()).toBe(TEXT);
});
