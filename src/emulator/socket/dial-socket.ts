import { WEBSOCKET_HEADERS_BYTES } from '../../vonage/ncco/endpoints.ts';
import type { Call, Leg } from '../platform.ts';
import { complain, type Turn } from '../turn.ts';

/** Nobody documents how long Vonage waits; a server that opens no socket by then never will (U). */
const LONGEST_DIALLING_MS = 10_000;

/** What a line sounds like when the script does not say. */
const NO_VOICE = 'silence';

/** Opens the WebSocket of a leg. The call is not over before the last news of it is in. */
export const dialSocket = (turn: Turn, call: Call, leg: Leg): void => {
  const { socket: endpoint } = leg;
  if (endpoint === undefined) return;
  checkHeaders(call, endpoint.headers);
  call.openRequests += 1;
  leg.onSocket = true;
  leg.sequence += 1;
  turn.effects.push({
    do: 'dial-socket',
    leg: leg.uuid,
    order: { call: call.number, leg: leg.number, sequence: leg.sequence },
    application: call.application,
    endpoint,
    timeoutMs: Math.min(leg.dialling?.timeoutMs ?? LONGEST_DIALLING_MS, LONGEST_DIALLING_MS),
    voice: call.caller.voice ?? NO_VOICE,
  });
};

/** What happens beyond the limit is not documented (stated in 2021): it is said, and sent all the same (U). */
const checkHeaders = (call: Call, headers: object): void => {
  const bytes = utf8Length(JSON.stringify(headers));
  if (bytes > WEBSOCKET_HEADERS_BYTES)
    complain(
      call,
      `the headers of the WebSocket are ${bytes} bytes, Vonage allows ${WEBSOCKET_HEADERS_BYTES}`,
    );
};

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
