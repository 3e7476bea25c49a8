import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { TEMPLATES } from '../../src/commands/ncco/templates.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/vonage/json.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

/** A call that is over in no time, but for the sound in it. */
const LISTEN = ['listen', '--emulator', '--port', '0', '--json', '--speed', 'instant', '--call', '--once'];

/** Has the template's callers talk to this agent, as it says how. */
const leadTo = (address: string, { folder }: Place): void => {
  const config = join(folder, 'vonage-flow.config.yaml');
  const text = readFileSync(config, 'utf8').replace('wss.echo }}', 'wss.agent }}');
  writeFileSync(config, text.replace(/# (sockets:\n)# (.*)ws:.*/, `$1$2${address}`));
};

/** An empty folder after `ncco init`. */
const begun = async (template: string) => {
  const place = emptyPlace();
  expect(await runCli(['ncco', 'init', template], place)).toMatchObject({ code: 0 });
  return place;
};

interface Run {
  readonly template: string;
  readonly args?: readonly string[];
  /** The actions of the NCCOs that the call ran, in their order. */
  readonly runs: readonly string[];
}

const RUNS: readonly Run[] = [
  { template: 'greeting', runs: ['talk'] },
  {
    template: 'ivr-menu',
    args: ['--press', '1'],
    runs: ['talk, input', 'talk, connect, talk'],
  },
  {
    template: 'ivr-menu',
    args: ['--press', '2,1'],
    runs: ['talk, input', 'talk, talk, input', 'talk, connect, talk'],
  },
  {
    template: 'ivr-menu',
    args: ['--press', '9,1'],
    runs: ['talk, input', 'talk, input', 'talk, connect, talk'],
  },
  { template: 'call-forwarding', runs: ['talk, connect'] },
  {
    template: 'voicemail',
    runs: ['talk, record, talk'],
  },
  {
    template: 'conference',
    args: ['--from', '447700900111'],
    runs: ['talk, conversation'],
  },
  {
    template: 'conference',
    runs: ['talk, conversation'],
  },
  {
    template: 'ai-agent',
    args: ['--press', '#@5s'],
    runs: ['talk, connect', 'talk'],
  },
];

/** The NCCOs that the emulated platform executed. */
const ranIn = (lines: readonly JsonObject[]): readonly string[] =>
  lines.flatMap(({ name, executes }) =>
    name === 'webhook-sent' && Array.isArray(executes)
      ? [executes.map((action) => (isJsonObject(action) ? action['action'] : action)).join(', ')]
      : [],
  );

const problemsIn = (lines: readonly JsonObject[]): Json | undefined =>
  lines.find(({ type }) => type === 'flow-ended')?.['problems'];

describe('each template', () => {
  it.each(TEMPLATES)('$name has nothing to mend, and can be shown', async ({ name }) => {
    const place = await begun(name);
    expect((await runCli(['ncco', 'validate'], place)).stdout).toMatch(/^✓ Nothing to mend/);
    const shown = await runCli(['ncco', 'show'], place);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).not.toMatch(/never reached|does not lead to/);
  });

  it('is run here', () => {
    expect([...new Set(RUNS.map(({ template }) => template))].sort()).toEqual(
      TEMPLATES.map(({ name }) => name).sort(),
    );
  });

  it.each(RUNS)('runs on the emulator: $template $args', async ({ template, args = [], runs }) => {
    const cli = startCli([...LISTEN, ...args], await begun(template));
    expect(await cli.ended).toMatchObject({ code: 0 });
    const lines = cli.lines();
    expect(ranIn(lines)).toEqual(runs);
    expect(problemsIn(lines)).toEqual([]);
  });

  it('ai-agent lets the agent behind a WebSocket hear and speak', async () => {
    const agent = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => void agent.close());
    const heard: JsonObject[] = [];
    agent.on('connection', (socket) => {
      let frames = 0;
      socket.on('message', (data: Buffer, isBinary) => {
        if (!isBinary) heard.push(JSON.parse(data.toString()) as JsonObject);
        else if (++frames <= 50) socket.send(data);
        else socket.close(1000, 'done');
      });
    });
    await once(agent, 'listening');
    const place = await begun('ai-agent');
    const { port } = agent.address() as AddressInfo;
    leadTo(`ws://127.0.0.1:${port}/agent`, place);
    const cli = startCli([...LISTEN, '--from', '447700900222'], place);
    expect(await cli.ended).toMatchObject({ code: 0 });
    expect(heard).toEqual([
      { event: 'websocket:connected', 'content-type': 'audio/l16;rate=16000', caller: '447700900222' },
    ]);
    // Closed by the application: the address of `unavailable` is asked, and its NCCO runs.
    expect(ranIn(cli.lines())).toEqual(['talk, connect', 'talk']);
    const closed = cli.lines().find(({ name }) => name === 'socket-closed');
    expect(closed).toMatchObject({ by: 'application', code: 1000, reason: 'done', sound: { received: 50 } });
  });

  it('ai-agent has words for an agent that is not there', async () => {
    const place = await begun('ai-agent');
    leadTo(`ws://127.0.0.1:${await freePort()}/agent`, place);
    const cli = startCli(LISTEN, place);
    expect(await cli.ended).toMatchObject({ code: 1 });
    expect(ranIn(cli.lines())).toEqual(['talk, connect', 'talk']);
  });

  it('call-forwarding goes on with the colleague when the phone is busy', async () => {
    const listen = await startListening(['--emulator', '--speed', 'instant'], await begun('call-forwarding'));
    const { control } = listen.ready['emulator'] as { control: string };
    const reply = await fetch(`${control}/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        from: '447700900222',
        to: '14155550100',
        callees: { '14155550199': { does: 'busy' } },
      }),
    });
    expect(await reply.json()).toMatchObject({ problems: [], completed: true });
    expect(ranIn(listen.lines())).toEqual(['talk, connect', 'talk, connect, talk']);
  });
});
