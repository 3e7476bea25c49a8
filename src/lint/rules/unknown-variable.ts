import { nearest } from '../../text/did-you-mean.ts';
import { answerWebhook } from '../../vonage/webhooks/answer.ts';
import { callStatusWebhook } from '../../vonage/webhooks/call-status.ts';
import { errorWebhook } from '../../vonage/webhooks/error.ts';
import { fallbackWebhook } from '../../vonage/webhooks/fallback.ts';
import { inputWebhook } from '../../vonage/webhooks/input.ts';
import { notifyWebhook } from '../../vonage/webhooks/notify.ts';
import { recordingWebhook } from '../../vonage/webhooks/recording.ts';
import { transcriptionWebhook } from '../../vonage/webhooks/transcription.ts';
import { transferWebhook } from '../../vonage/webhooks/transfer.ts';
import type { Rule } from '../rule.ts';
import { MOST_PER_TEXT, variablesOf } from '../templates.ts';
import { quote } from '../words.ts';

const FIELDS: ReadonlySet<string> = new Set([
  'urls',
  'wss',
  ...[
    answerWebhook,
    callStatusWebhook,
    errorWebhook,
    fallbackWebhook,
    inputWebhook,
    notifyWebhook,
    recordingWebhook,
    transcriptionWebhook,
    transferWebhook,
  ].flatMap(({ fields }) => Object.keys(fields)),
]);

export const unknownVariable: Rule = {
  id: 'unknown-variable',
  severity: 'warning',
  law: 'A template names a field that some webhook has.',
  why: 'A field that the webhook does not have cannot be filled in: the last-resort NCCO is served instead.',
  source: 'voice-webhooks.md §2 to §8',
  note: 'A warning, since a URL of yours may add fields. The filter `default` mends it.',
  create: ({ report, fillsTemplates }) => ({
    oddText({ value, place }) {
      if (!fillsTemplates) return;
      for (const { name, offset, hasDefault } of variablesOf(value).slice(0, MOST_PER_TEXT)) {
        const root = name.split('.')[0]!;
        if (FIELDS.has(root) || hasDefault || /^SipHeader_/.test(root)) continue;
        const near = nearest(root, FIELDS)[0];
        report({
          place,
          part: { text: name, offset },
          message: `no webhook of Vonage has a field ${quote(root)}`,
          suggestion:
            near === undefined
              ? `give a value for when it is not there: {{ ${name} | default: "" }}`
              : `did you mean "${near}"?`,
        });
      }
    },
  }),
};
