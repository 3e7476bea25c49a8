import { expect, it } from 'vitest';
import type { Flow } from '../../../src/flow/flow.ts';
import type { Session } from '../../../src/flow/session.ts';
import { claimSocket, rememberSockets } from '../../../src/flow/sockets/call-sockets.ts';
import type { WebhookRequest } from '../../../src/flow/webhook-request.ts';
import { ivrFlow } from '../../support/ivr-call.ts';

const PUBLIC = new URL('https://flow.example');
const HANDSHAKE = { path: '/bot', query: '', headers: {} } as unknown as WebhookRequest;

const connect = (...paths: readonly string[]): string =>
  JSON.stringify(
    paths.map((path) => ({
      action: 'connect',
      endpoint: [{ type: 'websocket', uri: `wss://flow.example${path}` }],
    })),
  );

/** A call that was served these NCCOs, and the opening of its WebSockets. */
const callServed = (...nccos: readonly string[]) => {
  const flow: Flow = { ...ivrFlow(), ended: false };
  for (const ncco of nccos) rememberSockets(flow, { request: HANDSHAKE }, ncco, PUBLIC);
  const session = { flows: new Map([[flow.id, flow]]) } as unknown as Session;
  const knock = (id: number, hasOpened: boolean): boolean =>
    claimSocket(session, { ...HANDSHAKE, id }, hasOpened) === flow;
  return { flow, knock };
};

const seen = ({ sockets = [] }: Flow) => sockets.map(({ address, id }) => [address, id]);

it('waits for a WebSocket once, however often its NCCO was served', () => {
  const { flow, knock } = callServed(connect('/bot'), connect('/bot'), connect('/bot'));
  expect(seen(flow)).toEqual([['/bot', undefined]]);
  expect(knock(7, true)).toBe(true);
  expect(seen(flow)).toEqual([['/bot', 7]]);
});

it('waits for the next handshake after one that was refused', () => {
  const { flow, knock } = callServed(connect('/bot'));
  expect([knock(7, false), knock(8, true), knock(9, true)]).toEqual([true, true, false]);
  expect(seen(flow)).toEqual([['/bot', 8]]);
});

it('keeps the one that has opened when its NCCO is served again', () => {
  const { flow, knock } = callServed(connect('/bot', '/other'));
  knock(7, true);
  rememberSockets(flow, { request: HANDSHAKE }, connect('/bot'), PUBLIC);
  expect(seen(flow)).toEqual([
    ['/bot', 7],
    ['/other', undefined],
    ['/bot', undefined],
  ]);
});

it.each([
  ['another host', '[{"action":"connect","endpoint":[{"type":"websocket","uri":"wss://a.example/bot"}]}]'],
  ['no WebSocket', '[{"action":"connect","endpoint":[{"type":"app","user":"websocket"}]}]'],
  ['no NCCO', '{"websocket":1}'],
])('remembers nothing of %s', (_name, text) => {
  expect(seen(callServed(text).flow)).toEqual([]);
});
