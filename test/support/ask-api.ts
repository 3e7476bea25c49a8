import { randomBytes, randomUUID, sign } from 'node:crypto';
import { type EmulatorIdentity, makeIdentity } from '../../src/edge/emulator/identity.ts';
import type { RunningEmulator } from '../../src/edge/emulator/running-emulator.ts';

/** An account with its keys, for all the emulators of a test file: making keys takes longer than all the rest. */
export const anIdentity = (seed: string): Promise<EmulatorIdentity> =>
  makeIdentity(seed, { uuid: randomUUID, hex: (bytes) => randomBytes(bytes).toString('hex') });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT of the emulator's application, as a server makes it; `claims` go before the usual ones. */
export const tokenFor = (
  { about }: Pick<RunningEmulator, 'about'>,
  claims: object = {},
  privateKey = about.privateKey,
): string => {
  const now = Math.floor(Date.now() / 1000);
  const usual = { application_id: about.applicationId, iat: now, jti: randomUUID(), exp: now + 900 };
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...usual, ...claims })}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
};

export interface ApiReply {
  readonly status: number;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
  readonly why: string | null;
  readonly headers: Headers;
}

/** Asks an emulator's REST API over HTTP, with a good token unless told otherwise. */
export const askApi = async (
  emulator: Pick<RunningEmulator, 'about' | 'api'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${tokenFor(emulator)}` },
): Promise<ApiReply> => {
  const reply = await fetch(`${emulator.api}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  const isJson = reply.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: reply.status,
    body: isJson ? JSON.parse(text) : text,
    why: reply.headers.get('x-vonage-flow-why'),
    headers: reply.headers,
  };
};
