import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import type { Place } from '../support/cli.ts';
import { runCli } from '../support/cli.ts';
import { testListener } from '../support/listener.ts';
import { outlineOf, spansOf, throughProtobuf } from '../support/otlp.ts';
import { hostileRecord, placeWithRecord, RECORDED_CALLS, recordText } from '../support/recorded-calls.ts';

const traced = async (place: Place): Promise<string> => {
  const { code, stdout, stderr } = await runCli(['flows', 'export', 'last', '--format', 'otlp-json'], place);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

/** What every trace must be: one root, and each span below another of the same trace. */
const checkTrace = (request: JsonObject): void => {
  expect(throughProtobuf(request)).toEqual(request);
  const spans = spansOf(request);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  expect(ids.size).toBe(spans.length);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined).map(({ name }) => name)).toEqual([
    'call',
  ]);
  expect(spans.filter(({ parentSpanId }) => parentSpanId !== undefined && !ids.has(parentSpanId))).toEqual(
    [],
  );
  expect(
    spans
      .filter((span) => BigInt(span.endTimeUnixNano) < BigInt(span.startTimeUnixNano))
      .map(({ name }) => name),
  ).toEqual([]);
};

it.each(RECORDED_CALLS)('the call $name as a trace, the same each time', async ({ name }) => {
  const place = placeWithRecord(recordText(name));
  const text = await traced(place);
  expect(await traced(place)).toBe(text);
  const request = JSON.parse(text);
  checkTrace(request);
  await expect(outlineOf(spansOf(request))).toMatchFileSnapshot(`../cases/flows/exports/${name}.trace.txt`);
});

it('hostile bodies and times make a sound trace, too', async () => {
  const odd = {
    ...JSON.parse(hostileRecord().split('\n')[1]!),
    kind: 'call-status',
    request: {
      method: '\u001b[2J',
      path: '/\ud800?token=hush-hush-hush',
      headers: { host: ':::', 'user-agent': 'x'.repeat(100_000) },
      form: 'json',
      body: { uuid: 'leg\n', status: 'failed', detail: '\u202e', timestamp: '+275760-09-13T00:00:00.000Z' },
    },
  };
  const text = await traced(placeWithRecord(`${hostileRecord()}\n${JSON.stringify(odd)}\n`));
  checkTrace(JSON.parse(text));
  expect(text).not.toMatch(/hush-hush|[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(text.length).toBeLessThan(100_000);
});

it('is what a collector takes from curl', async () => {
  const server = await testListener();
  onTestFinished(() => server.close());
  const place = placeWithRecord(recordText('ivr'));
  writeFileSync(join(place.folder, 'trace.json'), await traced(place));
  const json = ['-H', 'content-type: application/json'];
  await promisify(execFile)(
    'curl',
    ['-sS', '--fail', '-X', 'POST', ...json, '--data', '@trace.json', `${server.url}/v1/traces`],
    { cwd: place.folder },
  );
  const [request] = server.received;
  expect([request?.path, request?.headers['content-type']]).toEqual(['/v1/traces', 'application/json']);
  checkTrace(JSON.parse(Buffer.from(request?.body ?? '').toString()));
});
