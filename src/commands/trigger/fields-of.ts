import { badUsage } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { JsonObject } from '../../vonage/json.ts';
import {
  isMadeKind,
  MADE_KINDS,
  makeWebhook,
  withField,
  withoutField,
} from '../../vonage/samples/make-webhook.ts';
import type { World } from '../../world.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';
import type { TriggerFlags } from './flags.ts';

/** Who is called when nobody says otherwise: reserved for fiction, as the caller. */
const DEFAULT_CALLED = '14155550100';

/** The fields of the webhook that is asked for. Throws a Failure for a kind that there is none of. */
export const fieldsOf = (
  kind: string,
  flags: TriggerFlags,
  application: string | undefined,
  { chance, clock }: World,
): JsonObject => {
  if (!isMadeKind(kind)) throw unknownKind(kind);
  checkInput(kind, flags);
  const made = makeWebhook(kind, {
    uuid: flags.uuid ?? chance.hex(16),
    conversation: flags.conversation ?? `CON-${chance.uuid()}`,
    application,
    from: flags.from ?? DEFAULT_CALLER,
    to: flags.to ?? DEFAULT_CALLED,
    at: clock.now(),
  });
  const set = (flags.set ?? []).reduce((fields, { path, text }) => withField(fields, path, text), {
    ...made,
    ...inputOf(flags),
  } as JsonObject);
  return (flags.unset ?? []).reduce((fields, path) => withoutField(fields, path.split('.')), set);
};

const checkInput = (kind: string, { digits, speech }: TriggerFlags): void => {
  const option = digits !== undefined ? 'digits' : 'speech';
  if (kind !== 'input' && (digits !== undefined || speech !== undefined)) {
    throw badUsage({
      what: `--${option} is of an input, and this is ${kind}`,
      tryThis: `vonage-flow trigger input --${option} …`,
    });
  }
};

/** As the platform writes them (voice-webhooks.md §5.3): of what was not heard nothing, or why. */
const inputOf = ({ digits, speech }: TriggerFlags): JsonObject => {
  if (speech !== undefined) {
    return {
      speech: {
        timeout_reason: 'end_on_silence_timeout',
        results: [{ confidence: '0.9311', text: speech }],
      },
      dtmf: { digits: digits ?? null, timed_out: false },
    };
  }
  return digits === undefined ? {} : { dtmf: { digits, timed_out: false } };
};

/** What people call a whole family of webhooks. */
const FAMILIES: Readonly<Record<string, string>> = {
  event: 'name the status, as in completed, or the type, as in member:joined',
  status: 'name the status, as in completed',
  'call-status': 'name the status, as in completed',
  rtc: 'name the type, as in member:joined',
  'rtc-event': 'name the type, as in member:joined',
};

const unknownKind = (kind: string) =>
  badUsage({
    what: `There is no webhook "${kind.slice(0, 60)}"`,
    tryThis: [
      FAMILIES[kind] ?? didYouMean(kind, MADE_KINDS) ?? 'a type of your own begins with custom:',
      'all of them: vonage-flow trigger',
    ],
  });
