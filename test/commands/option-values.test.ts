import { describe, expect, it } from 'vitest';
import {
  baseUrlValue,
  digitsValue,
  listValue,
  numbersValue,
  numberValue,
  oneOf,
  portValue,
  pressValue,
  secondsValue,
  serverUrlValue,
  slotUrlValue,
  speedValue,
  urlValue,
  voiceValue,
} from '../../src/commands/option-values.ts';

/** What a reader makes of a text, or its words when it refuses. */
const reading = (read: (text: string) => unknown, text: string): unknown => {
  try {
    return read(text);
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error}`;
  }
};

const WHOLE = 'refused: Write a whole address, like http://localhost:8080';
const PORT = 'refused: A port is a whole number from 0 to 65535 (0: any free one).';
const DIGITS = 'refused: Keys are 0-9, * and #. To try what no phone sends: --set dtmf.digits=…';
const NUMBER = 'refused: Write a number as digits with the country code: 447700900123';
const KEYS =
  'refused: Keys are 0-9, * and #; w waits half a second; a comma waits for the next prompt; 0@12s is pressed at second 12.';
const SPEED = 'refused: Speeds are 1x, 10x … up to 1000x, or instant.';
const SECONDS = 'refused: Write seconds, from 0 to 7200.';

type Row = readonly [given: string, understood: unknown];

const table = (name: string, read: (text: string) => unknown, rows: readonly Row[]): void => {
  describe(name, () => {
    it.each(rows)('%j', (given, understood) => {
      expect(reading(read, given)).toEqual(understood);
    });
  });
};

table('ports', portValue, [
  ['0', 0],
  ['4747', 4747],
  ['65535', 65_535],
  ['65536', PORT],
  ['99999', PORT],
  ['-1', PORT],
  ['80.5', PORT],
  ['0x50', PORT],
  ['1e3', PORT],
  ['abc', PORT],
  ['', PORT],
]);

table('addresses', urlValue, [
  ['http://localhost:8080/answer', 'http://localhost:8080/answer'],
  // A server may well tell /answer/ from /answer.
  ['https://example.com/answer/?a=1', 'https://example.com/answer/?a=1'],
  [' http://localhost:8080 ', 'http://localhost:8080'],
  ['localhost:8080/answer', 'refused: Write a whole address, like http://localhost:8080/answer'],
  ['127.0.0.1:8080', 'refused: Write a whole address, like http://127.0.0.1:8080'],
  ['8080', WHOLE],
  ['answer', 'refused: Write a whole address, like http://answer'],
  ['http://', 'refused: The address needs a host, as in http://localhost:8080'],
  [
    'http://localhost:99999/a',
    'refused: A port is a number up to 65535, and a host has letters, digits, - and dots.',
  ],
  ['ws://localhost:8080', 'refused: Only http:// and https:// addresses work here.'],
  ['file:///etc/passwd', 'refused: Only http:// and https:// addresses work here.'],
  ['javascript:alert(1)', WHOLE],
  ['', WHOLE],
]);

table('addresses that paths are added to', baseUrlValue, [
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['http://localhost:8080/app//', 'http://localhost:8080/app'],
  ['8080', WHOLE],
]);

const NO_USER = 'refused: Write the address without user name, password or #.';

table('servers that requests go on to', serverUrlValue, [
  ['http://localhost:8080/app/', 'http://localhost:8080/app'],
  ['http://me:secret@localhost:8080', NO_USER],
  ['http://me@localhost:8080', NO_USER],
  ['http://localhost:8080/#x', NO_USER],
  [
    'http://localhost:8080?key=1',
    'refused: The query of each request goes on: write the address without one.',
  ],
  ['8080', WHOLE],
]);

table('the whole address of a slot', slotUrlValue, [
  ['http://localhost:8080/events/?key=1', 'http://localhost:8080/events/?key=1'],
  ['http://me:secret@localhost:8080/events', NO_USER],
]);

table('words', oneOf(['GET', 'POST']), [
  ['POST', 'POST'],
  ['get', 'GET'],
  ['PUT', 'refused: It is GET or POST.'],
  ['', 'refused: It is GET or POST.'],
]);

table('lists', listValue, [
  ['voice.answer', ['voice.answer']],
  ['voice.answer, rtc.event', ['voice.answer', 'rtc.event']],
  ['voice.answer,', ['voice.answer', '']],
]);

table('phone numbers', numberValue, [
  ['447700900123', '447700900123'],
  ['+44 7700 900-123', '447700900123'],
  ['+1 (415) 555.0123', '14155550123'],
  ['alice', NUMBER],
  ['12', NUMBER],
  ['1234567890123456', NUMBER],
  ['', NUMBER],
]);

table('one more phone number', (text) => numbersValue(text, ['14155550100']), [
  ['14155550101', ['14155550100', '14155550101']],
  ['x', NUMBER],
]);

table('keys', pressValue, [
  ['1', ['1']],
  ['1,23#', ['1', '23#']],
  ['1, *w2 ,,P3', ['1', '*w2', '', 'w3']],
  ['', ['']],
  ['1, 0@12s,5w#@2.5', ['1', '0@12s', '5w#@2.5']],
  ['0@', KEYS],
  ['0@12m', KEYS],
  ['1;2', KEYS],
  ['one', KEYS],
]);

table('keys that were pressed', digitsValue, [
  ['12#*', '12#*'],
  ['', ''],
  ['x', DIGITS],
  ['1,2', DIGITS],
  ['1w', DIGITS],
]);

table('speeds', speedValue, [
  ['1x', 1],
  ['10X', 10],
  ['0.5', 0.5],
  ['1000x', 1000],
  ['Instant', 'instant'],
  ['1001x', SPEED],
  ['0x', SPEED],
  ['0x10', SPEED],
  ['1e2', SPEED],
  ['-1x', SPEED],
  ['x', SPEED],
  ['fast', SPEED],
]);

table('voices', voiceValue, [
  ['tone', 'tone'],
  [' silence ', 'silence'],
  ['samples/hello.WAV', 'samples/hello.WAV'],
  ['hello.mp3', 'refused: It is a .wav file, tone or silence.'],
  ['', 'refused: It is a .wav file, tone or silence.'],
]);

table('seconds', secondsValue, [
  ['0', 0],
  ['30', 30],
  ['1.5s', 1.5],
  ['7200', 7200],
  ['7201', SECONDS],
  ['-1', SECONDS],
  ['2m', SECONDS],
  ['s', SECONDS],
  ['', SECONDS],
]);
