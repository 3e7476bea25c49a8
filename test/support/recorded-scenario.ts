import { contentOf } from '../../src/flow/classify.ts';
import type { Exchange, ReplyOrigin } from '../../src/flow/exchange.ts';
import { exchangeLine } from '../../src/flow/exchange-record.ts';
import { noticeLine } from '../../src/flow/notice-record.ts';
import { observe, observePlatform } from '../../src/flow/observe.ts';
import { keptEvent } from '../../src/flow/recorded/recorded-platform.ts';
import { newSession } from '../../src/flow/session.ts';
import type { WebhookRequest } from '../../src/flow/webhook-request.ts';
import { EMULATOR_AGENT } from '../../src/vonage/emulated-host.ts';
import { toQuery } from '../../src/vonage/query.ts';
import { type Happening, run } from './emulator-driver.ts';
import type { NamedScenario } from './scenario-words.ts';

const HEADER = {
  v: 1,
  type: 'record',
  tool: 'vonage-flow',
  version: '1.2.3',
  start: '2026-03-01T09:00:00.000Z',
  pid: 99999999,
};

type SentHappening = Happening & { readonly effect: Extract<Happening['effect'], { do: 'send-webhook' }> };

/** What `listen` records of a scenario of the emulator, whose backend is the user's own server: on virtual time, so that it is the same each time. */
export const recordedScenario = (scenario: NamedScenario): string => {
  const session = newSession('webhooks and platform');
  let id = 0;
  const lines = run({ ...scenario, backend: scenario.backend() }).happenings.flatMap(
    (happening): string[] => {
      const { effect, at } = happening;
      if (effect.do === 'send-webhook') {
        id += 1;
        const exchange = exchangeOf(happening as SentHappening, id);
        return [exchangeLine(exchange, observe(session, exchange).flow)];
      }
      if (effect.do !== 'note') return [];
      const notice = { type: 'platform', at, event: effect.event } as const;
      const { flow } = observePlatform(session, notice);
      const kept = flow && keptEvent(effect.event);
      return kept ? [noticeLine({ ...notice, event: kept, flow: flow.id })] : [];
    },
  );
  return [JSON.stringify(HEADER), ...lines, ''].join('\n');
};

const exchangeOf = ({ at, effect, outcome }: SentHappening, id: number): Exchange => {
  const { method, url, fields, slot, socketTimeout } = effect;
  const { pathname, search, host } = new URL(url);
  const query = method === 'GET' ? toQuery(fields) : search.slice(1);
  const request: WebhookRequest = {
    ...{ id, receivedAt: at, method, path: pathname, query },
    headers: {
      host,
      'user-agent': EMULATOR_AGENT,
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    },
    body: method === 'GET' ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(fields)),
  };
  const failure = outcome?.failure?.words;
  const body = outcome?.body ?? '';
  const origin: ReplyOrigin = {
    ...{ by: 'forward', url: `http://localhost:8080${pathname}`, milliseconds: 2 },
    ...(failure !== undefined && { failure, isDown: true }),
  };
  return {
    request,
    target: SLOT_PATHS.has(pathname) ? { at: 'slot', slot } : { at: 'forward' },
    content: contentOf(request),
    standing: { state: 'verified' },
    reply: {
      status: outcome?.status ?? 504,
      headers: body === '' ? {} : { 'content-type': 'application/json' },
      body,
    },
    origin,
    milliseconds: failure === undefined ? 2 : socketTimeout,
    problems: failure === undefined ? [] : [`your server: ${failure}`],
  };
};

const SLOT_PATHS: ReadonlySet<string> = new Set(['/answer', '/event', '/rtc', '/fallback']);
