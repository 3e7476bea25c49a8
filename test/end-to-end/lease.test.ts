import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import {
  type Account,
  addressesIn,
  inEnvironment,
  journalOf,
  journals,
  read,
  serverWith,
} from '../support/account.ts';
import { type Place, runCli } from '../support/cli.ts';
import { cliStory } from '../support/cli-story.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { emptyPlace, type Listening, startListening } from '../support/whole-flow.ts';

const ID = '11111111-2222-4333-8444-555555555555';

// Two places with homes of their own are two computers: neither sees the journal of the other.

const APPLICATION: JsonObject = {
  id: ID,
  name: 'shared',
  capabilities: {
    voice: {
      webhooks: {
        answer_url: { address: 'http://127.0.0.1:5/answer', http_method: 'POST' },
        event_url: { address: 'http://127.0.0.1:5/event', http_method: 'POST' },
      },
    },
  },
};

const listenAs = (user: string, account: Account, place: Place, ...args: string[]): Promise<Listening> =>
  startListening(['--tunnel', 'none', ...args], place, { ...inEnvironment(account), USER: user });

const storyOf = async (account: Account, place: Place, ...lines: readonly string[]) => {
  const story = cliStory(place, { ...inEnvironment(account), USER: 'bob' });
  for (const line of lines) await story.run(line);
  return story
    .text()
    .replaceAll(account.api, 'http://127.0.0.1:<port>')
    .replace(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:<listener>')
    .replace(/alice@[\w.-]+/g, 'alice@<host>')
    .replace(/Since [^,]+,/g, 'Since <time>,');
};

const LISTEN = 'listen --tunnel none --port 0';
const CONFIGURE = 'app configure --set voice.answer=http://127.0.0.1:6/ --yes';

describe('two colleagues and one application', () => {
  it('refuses to take over a listener that runs, and says whose it is', async () => {
    const account = await serverWith(APPLICATION);
    const alice = await listenAs('alice', account, emptyPlace());
    const during = await read(account);
    const said = await storyOf(account, emptyPlace(), 'app show', CONFIGURE, LISTEN);
    await expect(said).toMatchFileSnapshot('../cases/cli/lease/held.txt');
    expect(await read(account)).toEqual(during);
    expect(await alice.stop()).toBe(0);
  });

  it.each([
    ['the owner first', ['alice', 'bob']],
    ['the taker first', ['bob', 'alice']],
  ] as const)('ends as it was before both of them: %s', async (_name, order) => {
    const account = await serverWith(APPLICATION);
    const before = await read(account);
    const alice = await listenAs('alice', account, emptyPlace());
    const bob = await listenAs('bob', account, emptyPlace(), '--take-over');
    expect(bob.ready['borrowed']).toMatchObject([
      { slot: 'voice.answer', before: 'http://127.0.0.1:5/answer' },
      { slot: 'voice.event', before: 'http://127.0.0.1:5/event' },
    ]);
    const told = await alice.line(({ type }) => type === 'trouble');
    expect(told['what']).toMatch(
      /^bob@\S+ has taken over application 11111111-2222-4333-8444-555555555555: its calls and events go there now$/,
    );
    expect(addressesIn(await read(account)).every((address) => address?.startsWith(bob.publicUrl))).toBe(
      true,
    );
    const runs = { alice, bob };
    for (const name of order) expect(await runs[name].stop()).toBe(0);
    expect(await read(account)).toEqual(before);
  });

  it.each([
    ['is stopped', 'SIGINT'],
    ['is killed, too', 'SIGKILL'],
  ] as const)(
    'a taker that was killed: the owner still gives back what was there before both, when it %s',
    async (_how, signal) => {
      const account = await serverWith(APPLICATION);
      const before = await read(account);
      const place = emptyPlace();
      const alice = await listenAs('alice', account, place);
      const bob = await listenAs('bob', account, emptyPlace(), '--take-over');
      await alice.line(({ type }) => type === 'trouble');
      await bob.stop('SIGKILL');
      expect(addressesIn(await read(account))[0]).toContain(bob.publicUrl);
      if (signal === 'SIGKILL') await expect.poll(() => journalOf(place)).toContain(bob.publicUrl);
      await alice.stop(signal);
      if (signal === 'SIGKILL')
        expect((await runCli(['app', 'restore'], place, inEnvironment(account))).code).toBe(0);
      expect(await read(account)).toEqual(before);
      expect(journals(place)).toEqual([]);
    },
  );

  it('a taker that lives keeps what they took when the owner ends', async () => {
    const account = await serverWith(APPLICATION);
    const alice = await listenAs('alice', account, emptyPlace());
    const bob = await listenAs('bob', account, emptyPlace(), '--take-over');
    await alice.line(({ type }) => type === 'trouble');
    const during = await read(account);
    expect(await alice.stop()).toBe(0);
    expect(await read(account)).toEqual(during);
    expect(await bob.stop()).toBe(0);
  });

  it('ends so as well when the taker is taken over in turn, and on one computer', async () => {
    const account = await serverWith(APPLICATION);
    const before = await read(account);
    const place = emptyPlace();
    const alice = await listenAs('alice', account, place);
    const bob = await listenAs('bob', account, emptyPlace(), '--take-over');
    const again = await listenAs('alice', account, place, '--take-over');
    expect((await bob.line(({ type }) => type === 'trouble'))['what']).toMatch(/^alice@/);
    for (const run of [alice, again, bob]) expect(await run.stop()).toBe(0);
    expect(await read(account)).toEqual(before);
  });

  it('knows a listener that has another API secret, and does not believe a stranger', async () => {
    const account = await serverWith(APPLICATION);
    const alice = await listenAs('alice', account, emptyPlace());
    const reply = await fetch(`${alice.publicUrl}/.vonage-flow/lease?application=${ID}&challenge=1&proof=2`);
    expect([reply.status, await reply.text()]).toEqual([403, 'vonage-flow lease']);
    expect(await alice.stop()).toBe(0);
  });

  it.each([
    ['of a colleague', true],
    ['of the same computer', false],
  ])(
    'undoes a configure that took over a listener %s: to what was before the listener',
    async (_of, isColleague) => {
      const account = await serverWith(APPLICATION);
      const before = await read(account);
      const place = emptyPlace();
      const alice = await listenAs('alice', account, place);
      const bob = isColleague ? emptyPlace() : place;
      expect(
        await cliStory(bob, { ...inEnvironment(account), USER: 'bob' }).run(`${CONFIGURE} --take-over`),
      ).toBe(0);
      expect((await alice.line(({ type }) => type === 'trouble'))['what']).toMatch(/^bob@\S+ has taken over/);
      expect(await alice.stop()).toBe(0);
      expect(addressesIn(await read(account))).toEqual(['http://127.0.0.1:6/', 'http://127.0.0.1:5/event']);
      await storyOf(account, bob, 'app configure --undo --yes');
      expect(await read(account)).toEqual(before);
    },
  );

  it('never gives back the URLs of a listener that is gone', async () => {
    const account = await serverWith(APPLICATION);
    const alice = await listenAs('alice', account, emptyPlace());
    await alice.stop('SIGKILL');
    const during = await read(account);
    const said = await storyOf(account, emptyPlace(), 'app show', LISTEN);
    await expect(said).toMatchFileSnapshot('../cases/cli/lease/dead.txt');
    expect(await read(account)).toEqual(during);
  });

  it('nor those of a tunnel server of one’s own, which kept the paths of the application', async () => {
    const account = await serverWith(
      // Another name than that of the tunnel server.
      JSON.parse(JSON.stringify(APPLICATION).replaceAll('127.0.0.1', 'localhost')),
    );
    const server = await startLocaltunnelServer({ maxConnections: 8 });
    onTestFinished(() => server.close());
    const tunnel = ['--tunnel-host', server.url];
    const forward = ['--forward', 'http://127.0.0.1:6'];
    const env = inEnvironment(account);
    const alice = await startListening([...tunnel, ...forward, '--yes'], emptyPlace(), env);
    await alice.stop('SIGKILL');
    await server.tunnels[0]?.die();
    const during = await read(account);
    expect(addressesIn(during)[0]).toMatch(/\/answer$/);
    const bob = await runCli(['listen', '--port', '0', ...tunnel, ...forward, '--yes'], emptyPlace(), env);
    expect(bob.code).toBe(3);
    expect(bob.stderr).toContain(`Application ${ID} holds webhook URLs of a listener that is gone`);
    expect(await read(account)).toEqual(during);
  });

  it('gives back what somebody chose by `app configure`, though it looks like those of a listener that is gone', async () => {
    const [account, place] = [await serverWith(APPLICATION), emptyPlace()];
    const configured = await runCli(
      ['app', 'configure', '--base-url', 'http://127.0.0.1:6', '--yes'],
      place,
      inEnvironment(account),
    );
    expect(configured.code).toBe(0);
    const before = await read(account);
    expect(addressesIn(before)).toEqual([
      'http://127.0.0.1:6/webhooks/voice/answer',
      'http://127.0.0.1:6/webhooks/voice/event',
    ]);
    const listen = await listenAs('alice', account, place, '--yes');
    expect(await read(account)).not.toEqual(before);
    expect(await listen.stop()).toBe(0);
    expect(await read(account)).toEqual(before);
  });
});
