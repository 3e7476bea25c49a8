import { answersThere } from '../../edge/answers-there.ts';
import type { OutgoingWebhook } from '../../edge/webhooks/send-webhook.ts';
import { Failure } from '../../failure.ts';
import type { Exchange, Target } from '../../flow/exchange.ts';
import { maskText } from '../../flow/mask.ts';
import { REPLAY_HEADER, type Replayable } from '../../flow/recorded/replayable.ts';
import type { World } from '../../world.ts';
import { findListenFile, type ListenFile } from '../listen-file.ts';
import type { Signer } from '../signer.ts';
import type { ReplayFlags } from './flags.ts';

/** Where recorded webhooks go, and how they are made ready for it. */
export interface ReplayDoor {
  /** In words. */
  readonly where: string;
  readonly isSigned: boolean;
  /** Under which addresses the server there knows itself. */
  readonly origins: readonly string[];
  readonly webhookFor: (request: Replayable, exchange: Exchange) => OutgoingWebhook;
}

/** To the server that is named, or the `listen` that runs here. Throws a Failure when nobody answers there. */
export const openReplayDoor = async (
  { to, asRecorded }: ReplayFlags,
  signer: Signer | undefined,
  world: World,
): Promise<ReplayDoor> => {
  const file = findListenFile(world.cwd)?.file;
  const base = to ?? file?.listening;
  if (base === undefined || !(await answersThere(base))) {
    throw new Failure({
      what: base === undefined ? 'No listen runs for this folder' : `Nobody answers at ${maskText(base)}`,
      tryThis: [
        'name your server: --to http://localhost:8080',
        'or start a listen in another terminal: vonage-flow listen --emulator',
      ],
    });
  }
  return to === undefined && file !== undefined
    ? doorHere(file, signer, asRecorded)
    : { where: maskText(base), ...doorBy((request) => urlThere(request, base), [], signer, asRecorded) };
};

/** To the slots and paths of a `listen` that runs, on this machine. */
export const doorHere = (file: ListenFile, signer: Signer | undefined, asRecorded = false): ReplayDoor => ({
  where: `the listen at ${file.listening}`,
  ...doorBy(
    (request, { target }) => urlHere(request, target, file),
    URL.canParse(file.url) ? [new URL(file.url).origin] : [],
    signer,
    asRecorded,
  ),
});

const doorBy = (
  url: (request: Replayable, exchange: Exchange) => string,
  origins: readonly string[],
  signer: Signer | undefined,
  asRecorded = false,
): Omit<ReplayDoor, 'where'> => ({
  isSigned: signer !== undefined,
  origins,
  webhookFor: (request, exchange) => {
    const contentType = request.headers['content-type'];
    const { authorization: _stale, ...headers } = request.headers;
    return {
      url: url(request, exchange),
      method: request.method,
      headers: {
        ...(asRecorded
          ? headers
          : {
              'user-agent': 'vonage-flow',
              ...(contentType !== undefined && { 'content-type': contentType }),
            }),
        [REPLAY_HEADER]: String(exchange.request.id),
        ...(signer && { authorization: signer.authorization(request.body) }),
      },
      body: request.body,
    };
  },
});

/** An address with a path takes all; to a server's own address the recorded path is added. */
const urlThere = ({ path }: Replayable, base: string): string => {
  const { pathname, search } = new URL(base);
  if (pathname === '/' && search === '') return `${new URL(base).origin}${path}`;
  const query = path.includes('?') ? path.slice(path.indexOf('?') + 1) : '';
  return query === '' ? base : `${base}${base.includes('?') ? '&' : '?'}${query}`;
};

/** A slot and an NCCO may have another path in the run of now. */
const urlHere = ({ path }: Replayable, target: Target, { slots, nccos, listening }: ListenFile): string => {
  const public_ =
    target.at === 'slot' ? slots[target.slot] : target.at === 'ncco' ? nccos[target.name] : undefined;
  if (public_ === undefined) return `${listening}${path}`;
  const query = path.includes('?') ? path.slice(path.indexOf('?')) : '';
  return `${listening}${new URL(public_).pathname}${query}`;
};
