import { expect, it } from 'vitest';
import {
  checkServers,
  type OwnPlaces,
  refuseOwnAddresses,
} from '../../../src/commands/listen/check-servers.ts';
import type { ListenFlags } from '../../../src/commands/listen/flags.ts';
import { Failure } from '../../../src/failure.ts';
import { forwardPlan } from '../../../src/flow/forward-plan.ts';

const complaint = (check: () => void): string | undefined => {
  try {
    check();
  } catch (error) {
    if (error instanceof Failure) return error.what;
    throw error;
  }
  return undefined;
};

const all = (url: string): Partial<ListenFlags> => ({ forward: [{ for: 'all', url }] });
const LOCAL = 'http://localhost:8080';
const inConfig = { forward: forwardPlan([{ for: 'rtc', url: LOCAL }])! };
const TWICE = 'is a server that answers already (--forward)';
const NO_SERVER = '--rewrite-urls is for the NCCOs of your own server, and none is named';

it.each<[string, Partial<ListenFlags>, Parameters<typeof checkServers>[1], string | undefined]>([
  ['nothing', {}, {}, undefined],
  ['the same server twice', { ...all(LOCAL), copy: LOCAL }, {}, `--copy ${LOCAL} ${TWICE}`],
  [
    'the same by another name of this machine',
    { ...all(LOCAL), copy: 'http://127.0.0.1:8080/' },
    {},
    `--copy http://127.0.0.1:8080/ ${TWICE}`,
  ],
  ['one of several', { copy: LOCAL }, inConfig, `--copy ${LOCAL} ${TWICE}`],
  ['both of the config', {}, { ...inConfig, copy: LOCAL }, `--copy ${LOCAL} ${TWICE}`],
  [
    'the server of a single slot, whose path is no part of it',
    { forward: [{ for: 'voice.answer', url: `${LOCAL}/answer` }], copy: LOCAL },
    {},
    `--copy ${LOCAL} ${TWICE}`,
  ],
  ['another port', { ...all(LOCAL), copy: 'http://localhost:9000' }, {}, undefined],
  ['another path of it', { ...all(LOCAL), copy: `${LOCAL}/audit` }, {}, undefined],
  ['a copy of what the config answers', { copy: LOCAL }, {}, undefined],
  ['rewriting for nobody', { rewriteUrls: true }, {}, NO_SERVER],
  ['rewriting for a server of the config', { rewriteUrls: true }, inConfig, undefined],
])('the servers of a run: %s', (_name, flags, config, expected) => {
  expect(complaint(() => checkServers(flags, config))).toBe(expected);
});

const TUNNEL: OwnPlaces = { port: 4747, publicUrl: 'https://flow.example' };
const ITSELF = 'is this listener itself';
const OUTSIDE = `${ITSELF}, as it is reached from outside`;

it.each<[string, Partial<ListenFlags>, OwnPlaces, string | undefined]>([
  ['its port', all('http://localhost:4747'), TUNNEL, `--forward http://localhost:4747 ${ITSELF}`],
  ['a path there', all('http://127.0.0.1:4747/x'), TUNNEL, `--forward http://127.0.0.1:4747/x ${ITSELF}`],
  [
    'the port that nobody says',
    all('http://localhost'),
    { port: 80 },
    `--forward http://localhost ${ITSELF}`,
  ],
  ['another port', all(LOCAL), TUNNEL, undefined],
  ['its port elsewhere', all('http://192.0.2.1:4747'), TUNNEL, undefined],
  ['outside', all('https://flow.example/'), TUNNEL, `--forward https://flow.example/ ${OUTSIDE}`],
  ['outside, in plain text', all('http://flow.example'), TUNNEL, `--forward http://flow.example ${OUTSIDE}`],
  ['outside, as a copy', { copy: 'https://flow.example' }, TUNNEL, `--copy https://flow.example ${OUTSIDE}`],
  ['another app there', all('https://flow.example/app'), TUNNEL, undefined],
  ['another host', all('https://app.example'), TUNNEL, undefined],
  ['outside, while that is unknown', all('https://flow.example'), { port: 4747 }, undefined],
])('a server that is the listener: %s', (_name, flags, own, expected) => {
  expect(complaint(() => refuseOwnAddresses(flags, {}, own))).toBe(expected);
});
