import { callEvents } from '../../flow/export/otlp/call-events.ts';
import { callSpans } from '../../flow/export/otlp/call-spans.ts';
import { exchangeSpans } from '../../flow/export/otlp/exchange-spans.ts';
import { newRuns, seeRun, seeStart } from '../../flow/export/otlp/ncco-runs.ts';
import { traceHead, traceScope } from '../../flow/export/otlp/trace-parts.ts';
import type { Flow } from '../../flow/flow.ts';
import { recordedPlatform } from '../../flow/recorded/recorded-platform.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { followFlow } from './follow-flow.ts';
import { flowWarnings, type Read } from './read-book.ts';
import { jsonOf, type Write } from './write-json.ts';

/** A call as an OpenTelemetry trace, in the JSON that a collector's `/v1/traces` takes. */
export const exportTrace = async (found: Flow, read: Read, world: World, write: Write): Promise<void> => {
  const { book, lines } = followFlow(found, read);
  const runs = newRuns();
  const events = callEvents();
  const list = spanList(write, world.version);
  await write('{"resourceSpans":[');
  await list.open('vonage-flow');
  for await (const told of lines) {
    if (told.type === 'other') {
      const platform = recordedPlatform(told.record);
      if (platform === undefined) events.note(told.record);
      else {
        seeStart(runs, platform);
        events.told(platform, book.session.flows.get(found.id) ?? found);
      }
      continue;
    }
    if (told.type === 'pulled') {
      events.seePulled(told.pulled.event, told.filed);
      continue;
    }
    seeRun(runs, told.exchange.exchange, told.filed);
    events.see(told.exchange.exchange, told.filed);
    for (const span of exchangeSpans(told.exchange, told.filed)) await list.add(span);
  }
  await list.close();
  await write(',');
  await list.open('vonage');
  const flow = book.session.flows.get(found.id) ?? found;
  for (const span of callSpans({ flow, runs, events, warnings: flowWarnings(found, read, world) }))
    await list.add(span);
  await list.close();
  await write(']}\n');
};

interface SpanList {
  open(service: 'vonage' | 'vonage-flow'): Promise<void>;
  add(span: JsonObject): Promise<void>;
  close(): Promise<void>;
}

const spanList = (write: Write, version: string): SpanList => {
  let before = '\n';
  return {
    async open(service) {
      before = '\n';
      const head = jsonOf(traceHead(service, version)).slice(0, -1);
      await write(`${head},"scopeSpans":[{"scope":${jsonOf(traceScope(version))},"spans":[`);
    },
    async add(span) {
      await write(`${before}${jsonOf(span)}`);
      before = ',\n';
    },
    close: () => write('\n]}]}'),
  };
};
