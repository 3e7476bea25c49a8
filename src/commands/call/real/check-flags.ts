import { badUsage } from '../../../failure.ts';
import type { CallFlags } from '../flags.ts';

/** What a call by Vonage can be told; all else is about the emulator's people and platform. */
const ALLOWED: ReadonlySet<keyof CallFlags> = new Set<keyof CallFlags>([
  'real',
  'to',
  'from',
  'ncco',
  'answerUrl',
  'answerMethod',
  'eventUrl',
  'app',
  'privateKey',
  'config',
  'yes',
  'json',
  'lanes',
]);

/** Refuses what a real call cannot be told, and gives the number to call. */
export const checkRealFlags = (scenarios: readonly string[], flags: CallFlags): string => {
  const [other] = (Object.keys(flags) as (keyof CallFlags)[]).filter((key) => !ALLOWED.has(key));
  if (other !== undefined || scenarios.length > 0) {
    throw badUsage({
      what: `A real call takes no ${other === undefined ? 'scenario' : `--${kebab(other)}`}`,
      why: 'A person answers it, and Vonage’s platform runs it.',
      tryThis: 'leave one of them out',
    });
  }
  if (flags.to === undefined) {
    throw badUsage({
      what: 'Whom to call is not said',
      tryThis: 'vonage-flow call --real --to 447700900123',
    });
  }
  if (flags.ncco !== undefined && flags.answerUrl !== undefined) {
    throw badUsage({
      what: '--ncco and --answer-url both say what answers the call',
      tryThis: 'leave one of them out',
    });
  }
  return flags.to;
};

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
