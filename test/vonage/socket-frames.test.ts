import { describe, expect, it } from 'vitest';
import {
  CLEAR_COMMAND,
  CLEARED_FRAME,
  connectedFrame,
  dtmfFrame,
  frameBytes,
  notifyCommand,
  notifyFrame,
  rateOf,
  readCommand,
  readPlatformText,
  SOCKET_RATES,
} from '../../src/vonage/socket-frames.ts';

describe('the frames of a WebSocket', () => {
  it('are as long as documented', () => {
    expect(SOCKET_RATES.map(frameBytes)).toEqual([320, 640, 960]);
  });

  it.each([
    ['audio/l16;rate=8000', 8000],
    ['audio/l16;rate=16000', 16_000],
    ['audio/l16; rate=24000', 24_000],
    ['audio/l16;rate=44100', undefined],
    ['audio/l16;rate=016000', undefined],
    ['audio/wav', undefined],
    ['', undefined],
  ])('have the rate of their content type: %s', (contentType, rate) => {
    expect(rateOf(contentType)).toBe(rate);
  });

  it('are written as documented, byte for byte', () => {
    expect(connectedFrame('audio/l16;rate=16000', { prop1: 'value1', prop2: { deep: [1] } })).toBe(
      '{"event":"websocket:connected","content-type":"audio/l16;rate=16000","prop1":"value1","prop2":{"deep":[1]}}',
    );
    expect(dtmfFrame('5', 260)).toBe('{"event":"websocket:dtmf","digit":"5","duration":260}');
    expect(CLEARED_FRAME).toBe('{"event":"websocket:cleared"}');
    expect(notifyFrame({ a: 1 })).toBe('{"event":"websocket:notify","payload":{"a":1}}');
    expect(notifyFrame(undefined)).toBe('{"event":"websocket:notify"}');
  });

  it('keep what Vonage sets, whatever the headers say', () => {
    expect(connectedFrame('audio/l16;rate=8000', { event: 'mine', 'content-type': 'mine', a: 1 })).toBe(
      '{"event":"websocket:connected","content-type":"audio/l16;rate=8000","a":1}',
    );
  });

  it.each([
    [
      connectedFrame('audio/l16;rate=8000', { a: 1 }),
      { event: 'websocket:connected', contentType: 'audio/l16;rate=8000' },
    ],
    ['{"event":"websocket:connected"}', { event: 'websocket:connected', contentType: '' }],
    [dtmfFrame('#', 260), { event: 'websocket:dtmf', digit: '#' }],
    ['{"event":"websocket:dtmf"}', undefined],
    [CLEARED_FRAME, { event: 'websocket:cleared' }],
    [notifyFrame({ a: 1 }), { event: 'websocket:notify', payload: { a: 1 } }],
    [notifyFrame(undefined), { event: 'websocket:notify', payload: undefined }],
    ['{"event":"websocket:new"}', undefined],
    ['["websocket:cleared"]', undefined],
    ['hello', undefined],
  ])('are read by an application: %s', (text, said) => {
    expect(readPlatformText(text)).toEqual(said);
  });

  it('carry commands that the platform understands', () => {
    expect(readCommand(CLEAR_COMMAND)).toEqual({ action: 'clear' });
    expect(readCommand(notifyCommand({ a: 1 }))).toEqual({ action: 'notify', payload: { a: 1 } });
  });

  it.each([
    ['{"action":"clear"}', { action: 'clear' }],
    ['{"action":"notify","payload":{"a":1}}', { action: 'notify', payload: { a: 1 } }],
    ['{"action":"notify"}', { action: 'notify', payload: undefined }],
    ['{"action":"stop"}', undefined],
    ['{"event":"websocket:connected"}', undefined],
    ['["clear"]', undefined],
    ['clear', undefined],
    ['', undefined],
  ])('are commands when they are: %s', (text, command) => {
    expect(readCommand(text)).toEqual(command);
  });
});
