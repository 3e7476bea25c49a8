import { onTestFinished } from 'vitest';
import { isJsonObject, parseJson } from '../../src/vonage/json.ts';
import { type Heard, startBackend } from './emulator-backend.ts';

/** Its beginning, enough to know it again. */
export const HOLD_MUSIC = 'ID3 hold music';

/**
 * A developer's own server, a phone menu with routes of its own: `/answer`, `/dtmf`, `/event`, `/rtc` and
 * `/audio/hold.mp3`. It writes its URLs with the host that it was asked by, as web frameworks do. Closed after the test.
 */
export const startUserServer = async () => {
  const server = await startBackend((heard) => ROUTES[heard.path]?.(heard) ?? { status: 404 });
  onTestFinished(() => server.close());
  return server;
};

type Route = (heard: Heard) => { readonly status?: number; readonly body?: unknown };

const ROUTES: Readonly<Record<string, Route>> = {
  '/answer': ({ headers }) => ({
    body: [
      { action: 'talk', text: 'Press 1 for music', bargeIn: true },
      { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: [`http://${headers.host}/dtmf`] },
    ],
  }),
  '/dtmf': ({ headers, body }) => ({
    body: [
      { action: 'talk', text: `You pressed ${digitsIn(body)}` },
      { action: 'stream', streamUrl: [`http://${headers.host}/audio/hold.mp3`] },
    ],
  }),
  '/event': () => ({ status: 204 }),
  '/rtc': () => ({ status: 204 }),
  '/audio/hold.mp3': () => ({ body: HOLD_MUSIC }),
};

const digitsIn = (body: string): string => {
  const event = parseJson(body);
  const dtmf = isJsonObject(event) ? event['dtmf'] : undefined;
  return isJsonObject(dtmf) ? String(dtmf['digits']) : 'nothing';
};
