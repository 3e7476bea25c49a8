import type { JsonObject } from '../../vonage/json.ts';
import type { LateReply } from '../late-reply.ts';
import { numberAt, objectAt, textAt, textsAt, timeAt } from './field-of.ts';
import { recordedDeadline } from './recorded-deadline.ts';
import { recordedReply } from './recorded-reply.ts';

/** Understands a line of type `late-reply` (docs/events.md); undefined for other lines, and when it lacks its time or its exchange. */
export const recordedLateReply = (record: JsonObject): Omit<LateReply, 'flow'> | undefined => {
  const at = timeAt(record, 'at');
  const exchange = numberAt(record, 'exchange');
  if (record['type'] !== 'late-reply' || at === undefined || exchange === undefined) return undefined;
  const forward = objectAt(record, 'forward');
  return {
    type: 'late-reply',
    at,
    exchange,
    kind: textAt(record, 'kind') ?? '',
    deadline: recordedDeadline(objectAt(record, 'deadline')),
    url: textAt(forward, 'url') ?? '',
    milliseconds: numberAt(forward, 'milliseconds') ?? 0,
    reply: recordedReply(objectAt(record, 'reply')),
    failure: textAt(forward, 'failure'),
    problems: textsAt(record, 'problems'),
  };
};
