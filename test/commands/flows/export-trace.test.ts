import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { testListener } from '../../support/listener.ts';
import { outlineOf, spansOf, throughProtobuf } from '../../support/otlp.ts';
import { exportOf, hostileRecord, RECORDED_CALLS, recordText } from '../../support/recorded-calls.ts';
import { emptyPlace } from '../../support/whole-flow.ts';

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

it.each(RECORDED_CALLS)('the call $name as a trace, the same each time', async ({ name, record, call }) => {
  const text = await exportOf(record(), 'otlp-json', call);
  expect(await exportOf(record(), 'otlp-json', call)).toBe(text);
  const request = JSON.parse(text);
  checkTrace(request);
  await expect(outlineOf(spansOf(request))).toMatchFileSnapshot(
    `../../cases/flows/exports/${name}.trace.txt`,
  );
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
  const text = await exportOf(`${hostileRecord()}\n${JSON.stringify(odd)}\n`, 'otlp-json');
  checkTrace(JSON.parse(text));
  expect(text).not.toMatch(/hush-hush|[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(text.length).toBeLessThan(100_000);
});

it('is what a collector takes from curl', async () => {
  const server = await testListener();
  onTestFinished(() => server.close());
  const place = emptyPlace();
  writeFileSync(join(place.folder, 'trace.json'), await exportOf(recordText('ivr'), 'otlp-json'));
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
