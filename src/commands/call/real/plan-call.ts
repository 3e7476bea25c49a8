import { isLoopbackHost } from '../../../edge/is-loopback.ts';
import { badUsage } from '../../../failure.ts';
import { didYouMean } from '../../../text/did-you-mean.ts';
import { printable } from '../../../text/printable.ts';
import type { JsonObject } from '../../../vonage/json.ts';
import type { World } from '../../../world.ts';
import type { ApplicationKey } from '../../application-key.ts';
import type { CallFlags } from '../flags.ts';
import { readNccoFile } from './read-ncco-file.ts';
import { findListening, type Listening, namesServed } from './running-listen.ts';

/** A call that is about to be placed, in words and as the API wants it. */
export interface RealCall {
  readonly to: string;
  /** Undefined: any number of the application. */
  readonly from: string | undefined;
  readonly answer: string;
  readonly events: string;
  /** Where its events are seen; undefined when nobody here sees them. */
  readonly seenIn: string | undefined;
  readonly body: JsonObject;
}

/**
 * What answers is what the flags say, else the `listen` that runs for the application on this machine; likewise for the
 * events, which go to the application's own event URL when neither says anything.
 */
export const planCall = async (
  to: string,
  flags: CallFlags,
  application: ApplicationKey,
  world: World,
): Promise<RealCall> => {
  const listening = await findListening(application, world);
  const { words, fields } = await answerOf(flags, listening, world);
  const eventUrl = flags.eventUrl ?? listening?.event;
  for (const [option, url] of [
    ['--answer-url', flags.answerUrl],
    ['--event-url', flags.eventUrl],
  ] as const) {
    if (url !== undefined && application.apiHost === undefined) refuseLoopback(option, url);
  }
  return {
    to,
    from: flags.from,
    answer: words,
    events: eventUrl ?? 'the application’s own event URL',
    seenIn: eventUrl !== undefined && eventUrl === listening?.event ? 'the listen that runs here' : undefined,
    body: {
      to: [{ type: 'phone', number: to }],
      ...(flags.from === undefined
        ? { random_from_number: true }
        : { from: { type: 'phone', number: flags.from } }),
      ...fields,
      ...(eventUrl !== undefined && { event_url: [eventUrl] }),
    },
  };
};

const answerOf = async (
  flags: CallFlags,
  listening: Listening | undefined,
  world: World,
): Promise<{ readonly words: string; readonly fields: JsonObject }> => {
  const { ncco, answerUrl, answerMethod } = flags;
  const asking = (url: string, words = url) => ({
    words,
    fields: { answer_url: [url], ...(answerMethod && { answer_method: answerMethod }) },
  });
  if (answerUrl !== undefined) return asking(answerUrl);
  if (ncco !== undefined && /\.(json|ya?ml)$/i.test(ncco)) {
    return { words: `the NCCO in ${ncco}`, fields: { ncco: await readNccoFile(ncco, world) } };
  }
  if (listening?.answer === undefined) throw nothingAnswers(ncco);
  if (ncco !== undefined) await requireServed(ncco, listening, world);
  if (ncco === undefined) return asking(listening.answer, `${listening.answer} (the listen that runs here)`);
  const url = `${new URL(listening.answer).origin}/ncco/${encodeURIComponent(ncco)}`;
  return asking(url, `${url} (the listen that runs here)`);
};

/** Refuses a name that the listener surely does not have: the call would cost money and hear an error. */
const requireServed = async (ncco: string, { serves }: Listening, world: World): Promise<void> => {
  const names = serves && (await namesServed(serves, world));
  if (names === undefined || names.includes(ncco)) return;
  const near = didYouMean(ncco, names);
  throw badUsage({
    what: `The listen that runs here serves no NCCO "${printable(ncco)}"`,
    why: names.length === 0 ? 'Its config has none.' : `It serves ${names.map(printable).join(', ')}.`,
    tryThis: [
      ...(near === undefined ? [] : [printable(near)]),
      `${near === undefined ? '' : 'or '}add it to the config, which is read again at once`,
      'or give the NCCO along: --ncco welcome.json',
    ],
  });
};

const nothingAnswers = (ncco: string | undefined) =>
  badUsage({
    what:
      ncco === undefined
        ? 'Nothing would answer the call: no listen runs here for this application'
        : `The NCCO ${ncco} is served by no listen that runs here for this application`,
    tryThis: [
      'start it in another terminal: vonage-flow listen',
      'or give the NCCO along: --ncco welcome.json',
      'or name what Vonage asks for it: --answer-url https://…',
    ],
  });

const refuseLoopback = (option: string, url: string): void => {
  if (!isLoopbackHost(new URL(url).hostname)) return;
  throw badUsage({
    what: `Vonage cannot reach ${url}`,
    why: `${option} is an address of this machine.`,
    tryThis: [
      'open a way in: vonage-flow listen --forward with it',
      'or give the NCCO along: --ncco welcome.json',
    ],
  });
};
