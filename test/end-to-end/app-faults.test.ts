import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { inEnvironment, journals, putsTo, read, serverWith } from '../support/account.ts';
import type { Fault } from '../support/applications-server.ts';
import { cliStory } from '../support/cli-story.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const APPLICATION: JsonObject = {
  id: '11111111-2222-4333-8444-555555555555',
  name: 'demo',
  capabilities: {
    voice: { webhooks: { answer_url: { address: 'http://127.0.0.1:5/answer', http_method: 'GET' } } },
  },
};

const FULL_DISK = fileURLToPath(new URL('../support/full-disk.mjs', import.meta.url));

const CHANGE = 'app configure --set voice.answer=http://127.0.0.1:6/ --yes';

const problem = (status: number, title: string, detail: string): Fault => ({
  status,
  body: { title, detail },
});
const times = (fault: Fault, count: number): Fault[] => Array.from({ length: count }, () => fault);

/** What the API does to the reads, and to the writes: more often than anybody tries. */
const FAULTS: Readonly<Record<string, Fault>> = {
  '401': problem(401, 'Unauthorized', 'You did not provide correct credentials'),
  '403': problem(403, 'Forbidden', 'This key may not do that'),
  '404': problem(404, 'Not Found', 'Application was not found'),
  '409': problem(409, 'Conflict', 'Somebody else is changing it'),
  '422': problem(422, 'Unprocessable Entity', 'The name is too long'),
  '429': problem(429, 'Too Many Requests', 'Slow down'),
  '500': problem(500, 'Internal Server Error', 'Something broke'),
  html: 'html',
  nothing: 'reset',
  'half-an-answer': 'half',
};

describe.each(Object.entries(FAULTS))('the API answers %s', (name, fault) => {
  it('to a read: it is told, and nothing is changed', async () => {
    const server = await serverWith(APPLICATION);
    const before = server.application(String(APPLICATION['id']));
    const story = cliStory(emptyPlace(), inEnvironment(server), { [server.url]: 'http://127.0.0.1:<port>' });
    for (const line of ['app show --no-probe', CHANGE]) {
      server.faults.GET.push(...times(fault, 20));
      expect(await story.run(line)).toBe(3);
      server.faults.GET.length = 0;
    }
    expect(putsTo(server)).toBe(0);
    expect(server.application(String(APPLICATION['id']))).toEqual(before);
    await expect(story.text()).toMatchFileSnapshot(`../cases/cli/app-faults/read-${name}.txt`);
  });

  it('to a write: what is known of it is told, and undoing makes it as before', async () => {
    const server = await serverWith(APPLICATION);
    const before = await read(server);
    const story = cliStory(emptyPlace(), inEnvironment(server), { [server.url]: 'http://127.0.0.1:<port>' });
    server.faults.PUT.push(...times(fault, 20));
    const code = await story.run(CHANGE);
    server.faults.PUT.length = 0;
    // Half an answer to a PUT that was carried out: the next GET shows that all is as wanted.
    expect(code).toBe(fault === 'half' ? 0 : 3);
    if (fault !== 'half') expect(await read(server)).toEqual(before);
    await story.run('app configure --undo --yes');
    expect(await read(server)).toEqual(before);
    await expect(story.text()).toMatchFileSnapshot(`../cases/cli/app-faults/write-${name}.txt`);
  });
});

describe('what surrounds the command is not as it should be', () => {
  it('a write that is carried out and answered by 502 ends as wanted, and is undone', async () => {
    const server = await serverWith(APPLICATION);
    const before = await read(server);
    const story = cliStory(emptyPlace(), inEnvironment(server));
    server.faults.PUT.push({ doneButStatus: 502 });
    expect(await story.run(CHANGE)).toBe(0);
    await story.run('app configure --undo --yes');
    expect(await read(server)).toEqual(before);
  });

  it('the state cannot be written, as on a full disk: nothing is changed', async () => {
    const server = await serverWith(APPLICATION);
    const story = cliStory(
      emptyPlace(),
      { ...inEnvironment(server), XDG_STATE_HOME: '/dev/full' },
      { [server.url]: 'http://127.0.0.1:<port>', [`_${new URL(server.url).port}`]: '_<port>' },
    );
    await story.run(CHANGE);
    await story.run('listen --tunnel none --port 0');
    expect(putsTo(server)).toBe(0);
    await expect(story.text()).toMatchFileSnapshot('../cases/cli/app-faults/state-not-writable.txt');
  });

  it('the disk is full: nothing is changed', async () => {
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const options = `${process.env['NODE_OPTIONS'] ?? ''} --import ${FULL_DISK}`;
    const story = cliStory(
      place,
      { ...inEnvironment(server), NODE_OPTIONS: options },
      { [server.url]: 'http://127.0.0.1:<port>', [`_${new URL(server.url).port}.json`]: '_<port>.json' },
    );
    await story.run(CHANGE);
    await story.run('listen --tunnel none --port 0');
    expect(putsTo(server)).toBe(0);
    expect(journals(place)).toEqual([]);
    await expect(story.text()).toMatchFileSnapshot('../cases/cli/app-faults/disk-full.txt');
  });

  it('the clock is wrong: nothing of it depends on the time', async () => {
    const server = await serverWith(APPLICATION);
    const before = await read(server);
    const place = emptyPlace();
    const env = inEnvironment(server);
    // Preloaded before the command: it is 1971 there.
    const clock = 'data:text/javascript,const%20now=Date.now;Date.now=()=>now()-55*365*86400000';
    const story = cliStory(place, {
      ...env,
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${clock}`,
    });
    expect(await story.run(CHANGE)).toBe(0);
    expect(await cliStory(place, env).run('app configure --undo --yes')).toBe(0);
    expect(await read(server)).toEqual(before);
  });
});
