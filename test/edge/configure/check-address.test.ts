import { describe, expect, it } from 'vitest';
import { requireCallable } from '../../../src/edge/configure/check-address.ts';
import { wordsOfFailure } from '../../support/borrower.ts';

const words = (address: string, isLocal = false) =>
  wordsOfFailure(Promise.resolve().then(() => requireCallable('voice.answer', address, isLocal)));

describe('an address that Vonage can call', () => {
  it.each([
    'https://calls.example.com',
    'https://calls.example.com:8443/answer?a=b',
    'https://calls.example.com/%20x',
    'https://8.8.8.8/answer',
    'https://10.example.com/',
  ])('%s', async (address) => {
    expect(await words(address)).toEqual({ nothing: 'failed' });
  });
});

describe('an address that it cannot', () => {
  const UNREACHABLE = 'It is an address of this computer or of its own network.';
  it.each([
    ['calls.example.com', undefined],
    ['ftp://calls.example.com', undefined],
    ['https://calls.example.com/a b', undefined],
    ['https://', undefined],
    ['https://calls.example.com/#top', 'What stands behind # is never sent to a server.'],
    ['http://calls.example.com', 'Its requests hold phone numbers and what people say and press.'],
    ['https://localhost:8080', UNREACHABLE],
    ['https://flow-1.localhost', UNREACHABLE],
    ['https://127.0.0.1', UNREACHABLE],
    ['https://[::1]:80/', UNREACHABLE],
    ['https://192.168.1.7/', UNREACHABLE],
    ['https://172.20.0.1/', UNREACHABLE],
    ['https://printer.local/', UNREACHABLE],
  ])('%s', async (address, why) => {
    expect(await words(address)).toMatchObject({ exitCode: 2, why });
  });

  it('shows no secret of it', async () => {
    expect(JSON.stringify(await words('http://me:swordfish@a.example/?token=abc123'))).not.toMatch(
      /swordfish|abc123/,
    );
  });

  it('may be of this machine, when who calls is on it as well', async () => {
    expect(await words('http://localhost:8080/answer', true)).toEqual({ nothing: 'failed' });
    expect(await words('localhost:8080', true)).toMatchObject({ exitCode: 2 });
  });
});
