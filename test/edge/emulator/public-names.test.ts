import { describe, expect, it } from 'vitest';
import { createPublicNames } from '../../../src/edge/emulator/public-names.ts';

describe('the public-looking name of a server', () => {
  it.each([
    ['http://localhost:8080/answer', 'flow-8080.localhost'],
    ['http://127.0.0.1:3000/', 'flow-3000.localhost'],
    ['http://[::1]:5000/', 'flow-5000.localhost'],
    ['http://localhost/answer', 'flow-80.localhost'],
    ['https://localhost/answer', 'flow-443.localhost'],
    ['https://app.example.com/answer', undefined],
    ['http://192.168.0.7:8080/answer', undefined],
    ['http://127.0.0.1.example.com/', undefined],
  ])('%s: %s', (url, name) => {
    expect(createPublicNames().nameOf(new URL(url))).toBe(name);
  });

  it('tells two servers of one port apart, and stays what it was', () => {
    const names = createPublicNames();
    const asked = ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://localhost:8080'];
    expect(asked.map((url) => names.nameOf(new URL(url)))).toEqual([
      'flow-8080.localhost',
      'flow-8080-2.localhost',
      'flow-8080.localhost',
    ]);
  });
});

describe('the way back', () => {
  const names = createPublicNames();
  names.nameOf(new URL('http://localhost:8080/answer'));

  it.each([
    ['http://flow-8080.localhost/dtmf?a=1', 'http://localhost:8080/dtmf?a=1'],
    ['https://flow-8080.localhost/dtmf', 'http://localhost:8080/dtmf'],
    ['https://flow-8080.localhost:8443/dtmf', 'http://localhost:8080/dtmf'],
    ['https://FLOW-8080.localhost/', 'http://localhost:8080/'],
    ['https://flow-8080.localhost//evil.example/x', 'http://localhost:8080//evil.example/x'],
    ['https://flow-9999.localhost/never-asked', 'https://flow-9999.localhost/never-asked'],
    ['https://app.example.com/dtmf', 'https://app.example.com/dtmf'],
  ])('%s leads to %s', (url, located) => {
    expect(names.locate(new URL(url)).href).toBe(located);
  });
});
