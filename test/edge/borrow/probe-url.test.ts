import { expect, it } from 'vitest';
import { isGoneTunnel } from '../../../src/edge/borrow/probe-url.ts';

const NGROK_SIGN = { 'ngrok-error-code': 'ERR_NGROK_3200' };

it.each<[host: string, status: number, headers: Record<string, string>, body: string, gone: boolean]>([
  ['shop.ngrok-free.app', 404, NGROK_SIGN, '<!DOCTYPE html>', true],
  ['shop.ngrok-free.app', 404, {}, 'Cannot GET /', false],
  ['shop.ngrok.io', 502, {}, '', true],
  ['shop.loca.lt', 404, {}, '404', true],
  ['shop.loca.lt', 404, {}, 'Cannot GET /', false],
  ['shop.loca.lt', 404, {}, '404 Not Found', false],
  ['shop.loca.lt', 503, {}, '', true],
  ['shop.loca.lt', 500, {}, '', false],
  ['shop.trycloudflare.com', 404, {}, '404', false],
  ['shop.trycloudflare.com', 504, {}, '', true],
  ['shop.example', 404, NGROK_SIGN, '404', false],
  ['shop.example', 502, {}, '', false],
  // A server of one's own.
  ['owl.tunnels.example.com', 404, {}, '404', true],
  ['owl.tunnels.example.com', 404, {}, 'Cannot GET /', false],
  ['owl.tunnels.example.com', 502, {}, '', true],
])('%s with status %d, headers %j and body %j: is gone is %j', (host, status, headers, body, gone) => {
  expect(
    isGoneTunnel(host, { status, headers: new Headers(headers), body }, ['https://tunnels.example.com']),
  ).toBe(gone);
});
