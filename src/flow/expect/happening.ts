import { CALL_STATUSES } from '../../vonage/call-status.ts';
import { isJsonObject, type Json, parseJson } from '../../vonage/json.ts';
import { ACTIONS, type Action, type Endpoint } from '../../vonage/ncco.ts';
import type { PlatformEvent } from '../../vonage/platform-event.ts';
import { inputWebhook } from '../../vonage/webhooks/input.ts';

/** How an event reaches the app of a Client SDK user, or that it does not. */
const CLIENT_WORDS = { callback: 'callback', push: 'push', nothing: 'unreached' } as const;

/** Of these there are many in a call, and they are listed only when one of them is expected. */
export const LISTED_ON_DEMAND: ReadonlySet<string> = new Set(['webhook', ...Object.values(CLIENT_WORDS)]);

/** What can be expected of a call: an action that ran, a status that a leg had, what went to and fro, and what users got. */
export const HAPPENING_WORDS = [
  ...[...Object.keys(ACTIONS), ...CALL_STATUSES, 'ncco', 'webhook', 'problem'],
  ...Object.values(CLIENT_WORDS),
];

/** Something that happened in a call, in the words of an expectation. */
export interface Happening {
  readonly word: string;
  /** What a pattern may match; the first is how it is shown. */
  readonly texts: readonly string[];
}

/** What an event of the platform means to an expectation; a webhook may be a result and bring an NCCO as well. */
export const happeningsOf = (event: PlatformEvent): readonly Happening[] => {
  switch (event.name) {
    case 'leg-status': {
      const who = event.direction === 'inbound' ? event.from : event.to;
      return [{ word: event.status, texts: [who, ...(event.detail === undefined ? [] : [event.detail])] }];
    }
    case 'action-started':
      // An input is over, and can be told, when its webhook says what was heard.
      return event.action === 'input' ? [] : [{ word: event.action, texts: textsOf(event) }];
    case 'client-event':
      return [
        {
          word: CLIENT_WORDS[event.via],
          texts: [`${event.user} ${event.event}`, event.user, event.event],
        },
      ];
    case 'webhook-sent':
      return [...sent(event), ...heard(event), ...brought(event)];
    default:
      return [];
  }
};

const textsOf = ({
  performs,
  summary,
}: Extract<PlatformEvent, { name: 'action-started' }>): readonly string[] => {
  const action: Action = performs;
  switch (action.action) {
    case 'talk':
      return [action.text, ...spoken(action.text)];
    case 'stream':
      return action.streamUrl.slice(0, 1);
    case 'connect':
      return action.endpoint.slice(0, 1).map(addressOf);
    case 'conversation':
      return [action.name];
    case 'notify':
      return [JSON.stringify(action.payload)];
    case 'transfer':
      return [action.conversationId];
    case 'record':
    case 'wait':
    case 'input':
      return [summary];
    default:
      return action satisfies never;
  }
};

/** SSML without its tags, as it is heard. */
const spoken = (text: string): readonly string[] =>
  /^\s*<speak\b/.test(text)
    ? [
        text
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ]
    : [];

const addressOf = (endpoint: Endpoint): string => {
  switch (endpoint.type) {
    case 'phone':
      return endpoint.number;
    case 'app':
      return endpoint.user;
    case 'websocket':
      return endpoint.uri;
    case 'sip':
      return endpoint.uri ?? `sip:${endpoint.user ?? ''}@${endpoint.domain ?? ''}`;
    case 'vbc':
      return endpoint.extension;
    default:
      return endpoint satisfies never;
  }
};

type Sent = Extract<PlatformEvent, { name: 'webhook-sent' }>;

const sent = ({ kind, url }: Sent): readonly Happening[] => [
  { word: 'webhook', texts: [kind, url, ...(URL.canParse(url) ? [new URL(url).pathname] : [])] },
];

/** A second try tells nothing new, and a fallback repeats what failed. */
const heard = ({ kind, attempt, fields }: Sent): readonly Happening[] => {
  if (kind !== 'input' || attempt > 1) return [];
  const { dtmf, speech } = inputWebhook.decode(fields) ?? {};
  const said = speech?.results?.[0]?.text;
  return [{ word: 'input', texts: [dtmf?.digits || said || 'timed out'] }];
};

const brought = ({ executes }: Sent): readonly Happening[] => {
  if (executes === undefined) return [];
  const ncco = parseJson(executes);
  const names = (Array.isArray(ncco) ? (ncco as readonly Json[]) : []).map((action) =>
    isJsonObject(action) ? String(action['action']) : '',
  );
  return [{ word: 'ncco', texts: [names.join(','), executes] }];
};
