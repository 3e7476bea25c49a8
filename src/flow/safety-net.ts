import { parseJson } from '../vonage/json.ts';
import type { AnswerDesk, Answered, Forwarded, Question } from './answer.ts';
import { fieldsOf } from './fields-of.ts';
import type { Served, Serving } from './ncco-book.ts';
import { type Deadline, deadlineOf } from './ncco-use.ts';
import { rememberPaths } from './passing.ts';
import { JSON_TYPE } from './problem-reply.ts';
import { urlAt } from './url-at.ts';

/** Of the time that Vonage waits the user's server may use so much; the rest is for the way back. */
const NET_SHARE = 0.8;
/** A net that a function of the config makes is begun so early, as a share of the same time. */
const NET_BEGINS = 0.6;

/** Milliseconds after its arrival until which a request is answered, whatever the server does. */
const promisedWithin = ({ limit, tunnel }: Deadline): number =>
  Math.max(0, Math.floor(limit * NET_SHARE - tunnel));

/** Late is late: the sleep of a clock is the promise, and whoever is first wins. */
const LATE = Symbol('late');

/** The user's server, and what it was asked. */
interface Asked {
  readonly server: string;
  readonly asking: Promise<Forwarded>;
}

/**
 * The server's reply when it is one and comes in time; else the NCCO of `safetyNet`. Vonage's clock started first, so
 * the time that the tunnel takes is not the server's. A reply that comes later is recorded beside it.
 *
 * @param judge makes the answer of what the server said
 */
export const withSafetyNet = async (
  { server, asking }: Asked,
  judge: (forwarded: Forwarded) => Answered | Promise<Answered>,
  question: Question,
  desk: AnswerDesk,
): Promise<Answered> => {
  const { content, target, startedAt } = question;
  const deadline = deadlineOf(content, target, desk.settingsOf, desk.tunnelMilliseconds());
  if (!deadline) return judge(await asking);
  const promised = startedAt + promisedWithin(deadline);
  const begins = promised - (NET_SHARE - NET_BEGINS) * deadline.limit;
  const over = new AbortController();
  const until = (time: number): Promise<typeof LATE> =>
    desk.sleep(Math.max(0, time - desk.monotonic()), over.signal).then(() => LATE);
  try {
    let net: Serving | undefined;
    let came = await Promise.race([asking, until(begins)]);
    if (came === LATE) {
      net = serve(question, desk);
      came = await Promise.race([asking, until(promised)]);
    }
    if (came !== LATE && came.failure === undefined && came.reply.status < 300) {
      const answered = judge(came);
      if (!(answered instanceof Promise)) return answered;
      // What takes the place of a bad NCCO may be made by a function, too.
      const judged = await Promise.race([answered, until(promised)]);
      if (judged !== LATE) return judged;
    }
    net ??= serve(question, desk);
    const made = net instanceof Promise ? await Promise.race([net, until(promised)]) : net;
    const served = made === LATE ? desk.book.apology : made;
    if (came === LATE) tellLate(asking, judge, question, desk);
    return inPlace(server, came === LATE ? undefined : came, served, deadline, question, desk);
  } finally {
    over.abort();
  }
};

const serve = ({ content }: Question, desk: AnswerDesk): Serving =>
  desk.book.safetyNet(fieldsOf(content), desk.addresses);

const tellLate = (
  asking: Promise<Forwarded>,
  judge: (forwarded: Forwarded) => Answered | Promise<Answered>,
  question: Question,
  desk: AnswerDesk,
): void => {
  // Asking never rejects: a failure is an outcome.
  void asking
    .then(async (forwarded) => desk.late(question, forwarded, await judge(forwarded)))
    .catch(() => undefined);
};

const inPlace = (
  server: string,
  came: Forwarded | undefined,
  served: Served,
  deadline: Deadline,
  { request, target, startedAt }: Question,
  desk: AnswerDesk,
): Answered => {
  rememberPaths(parseJson(served.text), desk.publicUrl, desk.passing);
  const waited = desk.monotonic() - startedAt;
  const why =
    came === undefined
      ? `your server had not answered after ${seconds(waited)}, and Vonage waits ${seconds(deadline.limit)} for ${deadline.slot}`
      : (came.failure ?? `your server answered with ${came.reply.status} instead of an NCCO`);
  return {
    target: target.at === 'slot' ? target : { at: 'forward' },
    reply: { status: 200, headers: JSON_TYPE, body: served.text },
    origin: {
      by: 'ncco',
      name: served.name,
      actions: served.actions,
      insteadOf: {
        url: came?.url ?? urlAt(server, request),
        milliseconds: came?.milliseconds ?? waited,
        why,
        ...(came === undefined && { isLate: true }),
        ...(came?.failure !== undefined && { isFailure: true }),
        ...(came?.isDown && { isDown: true }),
      },
    },
    problems: [why, ...served.problems, inPlaceWords(served.name)],
  };
};

/** What is said of an NCCO that the safety net has served. */
export const inPlaceWords = (ncco: string): string => `NCCO "${ncco}" answered in its place (safetyNet)`;

/** `3.9 s`. */
export const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10} s`;
