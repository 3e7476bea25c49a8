import type { CalleeScript } from '../../emulator/script.ts';
import { badUsage, type Failure } from '../../failure.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import type { CallScript } from './running-emulator.ts';

/** Reads the script of a call from JSON of outside. @throws Failure that names what does not fit */
export const readCallScript = (value: unknown): CallScript => {
  if (!isJsonObject(value)) throw refusal('a call is a JSON object with from, to and press');
  const { from, to, press = [], messages, hangUpAfterSeconds, callees } = value;
  if (typeof from !== 'string' || typeof to !== 'string')
    throw refusal('from and to are texts, digits without +');
  if (!isTextList(press)) throw refusal('press is a list of texts, one for each input');
  if (press.some((keys) => !/^[0-9*#w]*$/.test(keys)))
    throw refusal('press holds keys 0-9, * and #, and w to wait');
  if (messages !== undefined && !isTextList(messages))
    throw refusal('messages is a list of texts, one for each record that waits');
  if (hangUpAfterSeconds !== undefined && !isSeconds(hangUpAfterSeconds))
    throw refusal('hangUpAfterSeconds is a number');
  return {
    from,
    to,
    press,
    ...(messages !== undefined && { messages }),
    ...(hangUpAfterSeconds !== undefined && { hangUpAfterSeconds }),
    ...(callees !== undefined && { callees: readCallees(callees) }),
  };
};

const isTextList = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isSeconds = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

const readCallees = (value: Json): Readonly<Record<string, CalleeScript>> => {
  if (!isJsonObject(value)) throw refusal('callees is an object: number or user name to what they do');
  return Object.fromEntries(Object.entries(value).map(([who, script]) => [who, readCallee(who, script)]));
};

const readCallee = (who: string, script: Json): CalleeScript => {
  const { does, afterSeconds, hangUpAfterSeconds } = isJsonObject(script) ? script : {};
  if (does === 'busy' || does === 'ignore') return { does };
  if ((does === 'reject' || does === 'unanswered') && isSeconds(afterSeconds)) return { does, afterSeconds };
  if (does === 'answer' && isSeconds(afterSeconds) && isSeconds(hangUpAfterSeconds)) {
    return { does, afterSeconds, hangUpAfterSeconds };
  }
  throw refusal(
    `callees.${who} does one of: answer (afterSeconds, hangUpAfterSeconds), reject or unanswered
(afterSeconds), busy, ignore`.replace('\n', ' '),
  );
};

const refusal = (why: string): Failure =>
  badUsage({ what: 'This call cannot be placed', why, tryThis: 'see "Placing calls" in docs/emulator.md' });
