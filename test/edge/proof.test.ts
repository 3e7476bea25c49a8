import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { makeProof, PROOF_PATH, proveReachable } from '../../src/edge/proof.ts';
import { hurriedClock, wordsOfFailure } from '../support/borrower.ts';

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());
afterEach(() => server?.close());

const serve = async (answer: RequestListener): Promise<string> => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

let counted = 0;
const chance = {
  uuid: () => '',
  hex: (bytes: number) => {
    counted += 1;
    return counted.toString(16).padStart(bytes * 2, '0');
  },
};
const proof = makeProof(chance);
const options = { clock: hurriedClock, deadlineMs: 120 };

describe('the proof', () => {
  it('is asked as by a machine, at its path, with a fresh challenge each time', async () => {
    const asked: string[] = [];
    const agents: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      agents.push(request.headers['user-agent'], request.headers['bypass-tunnel-reminder']?.toString());
      const challenge = new URL(request.url ?? '', 'http://x').searchParams.get('challenge') ?? '';
      response.end(asked.length < 3 ? 'not yet' : proof.answer(challenge));
    });
    await proveReachable(url, proof, { ...options, deadlineMs: 5_000 });
    expect(new Set(asked).size).toBe(3);
    expect(asked.every((path) => path.startsWith(`${PROOF_PATH}?challenge=`))).toBe(true);
    expect(new Set(agents)).toEqual(new Set(['vonage-flow', 'yes']));
  });

  it('answers with 64 hexadecimal digits that depend on key and challenge', () => {
    const other = makeProof(chance);
    const answers = [proof.answer('a'), proof.answer('b'), other.answer('a')];
    expect(answers.every((answer) => /^[0-9a-f]{64}$/.test(answer))).toBe(true);
    expect(new Set(answers).size).toBe(3);
  });

  const html = '<!DOCTYPE html><html><head><title>Friendly\nReminder\u001b[2J</title></head></html>';
  const rows: readonly (readonly [name: string, answer: RequestListener, seen: string])[] = [
    [
      'a page of somebody',
      (_, response) => response.writeHead(401).end(html),
      'an HTML page, "Friendly Reminder\\x1b[2J" (401)',
    ],
    ['a bad gateway', (_, response) => response.writeHead(502).end(), 'an empty answer (502)'],
    ['other content', (_, response) => response.end('{"hello":"world"}'), '"{"hello":"world"}" (200)'],
    [
      'a redirect',
      (_, response) => response.writeHead(302, { location: 'https://a.example/login' }).end(),
      'a redirect to https://a.example/login (302)',
    ],
    [
      'another run',
      (_, response) => response.end('0'.repeat(64)),
      'the answer of another run of vonage-flow',
    ],
    [
      'an endless body',
      (_, response) => void setInterval(() => response.write('x'.repeat(5000)), 1).unref(),
      `"${'x'.repeat(79)}…" (200)`,
    ],
    ['silence', () => undefined, 'no answer came in time'],
  ];
  it.each(rows)('fails and tells what came back: %s', async (_name, answer, seen) => {
    const url = await serve(answer);
    expect(await wordsOfFailure(proveReachable(url, proof, options))).toEqual({
      what: `${url} does not lead to this program`,
      why: `A question sent there came back with something else: ${seen}.`,
      tryThis: [
        'start again: a fresh tunnel may need a moment, or another address',
        'use a tunnel of your own: --public-url <url>, or a tunnel server of your own: --tunnel-host <url>',
        'or do without the internet: vonage-flow listen --emulator',
      ],
      exitCode: 3,
    });
  });

  it('fails when nothing listens there', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    const port = new URL(url).port;
    expect(await wordsOfFailure(proveReachable(url, proof, options))).toMatchObject({
      why: `A question sent there came back with something else: the connection failed: connect ECONNREFUSED 127.0.0.1:${port}.`,
    });
  });

  it('ends when a person stops it', async () => {
    const url = await serve(() => undefined);
    const stopped = proveReachable(url, proof, {
      ...options,
      deadlineMs: 60_000,
      signal: AbortSignal.timeout(30),
    });
    expect(await wordsOfFailure(stopped)).toMatchObject({ what: 'Stopped before the public URL was proven' });
  });
});
