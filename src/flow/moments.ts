import { shortId } from '../vonage/ids.ts';
import { isJsonObject, type Json, parseJson } from '../vonage/json.ts';
import { legOf, type VonageWebhook } from '../vonage/webhook.ts';
import { reachesClientSdk } from '../vonage/webhooks/rtc-bodies.ts';
import type { RtcEventWebhook } from '../vonage/webhooks/rtc-event.ts';
import type { Exchange } from './exchange.ts';
import { factsOfWebhook } from './exchange-facts.ts';
import type { Flow, Lifeline, Moment, StepName } from './flow.ts';
import { nccoUse } from './ncco-use.ts';
import type { PlatformNotice } from './notice.ts';
import {
  apiWords,
  connectionWords,
  elsewhereWords,
  loginWords,
  refusedWords,
  wayWords,
} from './platform-words.ts';
import { replyText } from './reply-text.ts';

/** A picture of more rows helps nobody: the beginning and the newest are kept. */
const MOMENT_LIMIT = 600;
const MOMENTS_KEPT_FROM_START = 100;

export const addMoment = (flow: Flow, moment: Moment): void => {
  if (flow.moments.length >= MOMENT_LIMIT) flow.moments.splice(MOMENTS_KEPT_FROM_START, 1);
  flow.moments.push(moment);
};

/** The arrows that an exchange stands for: the request, and the NCCO that went back. */
export const momentsOf = (
  exchange: Exchange,
  webhook: VonageWebhook,
  flow: Flow,
  at: number,
  platformTells: boolean,
): readonly Moment[] => {
  const leg = legOf(webhook);
  const moment = (part: Omit<Moment, 'at' | 'leg' | 'inferred'> & { inferred?: boolean }): Moment => ({
    inferred: false,
    ...part,
    at,
    leg,
  });
  const reply = replyMoment(exchange, at, leg);
  switch (webhook.kind) {
    case 'answer': {
      const first = flow.moments.some(({ step }) => step === '1');
      const caller = webhook.from ?? webhook.from_user ?? 'unknown';
      return [
        ...(platformTells || first
          ? []
          : [
              moment({
                step: '1',
                from: 'client',
                to: 'application',
                label: `call ${caller} → ${webhook.to}`,
                inferred: true,
              }),
            ]),
        moment({ step: '2', from: 'application', to: 'backend', label: `${exchange.request.method} answer` }),
        ...reply,
      ];
    }
    case 'fallback':
      return [moment({ step: '2', from: 'application', to: 'backend', label: 'fallback' }), ...reply];
    case 'rtc-event': {
      const told = moment({ step: '5b', from: 'conversation', to: 'backend', label: webhook.type });
      return platformTells ? [told] : withInferred(webhook, flow, told);
    }
    default:
      return [moment({ step: '5a', from: 'voice', to: 'backend', label: labelOf(webhook) }), ...reply];
  }
};

/** The arrows of an event that was asked for afterwards: it came to no backend, so it stays where it was. */
export const momentsOfPulled = (
  webhook: RtcEventWebhook,
  flow: Flow,
  at: number,
  platformTells: boolean,
): readonly Moment[] => {
  const told: Moment = {
    at,
    step: '5b',
    from: 'conversation',
    to: 'conversation',
    label: `${[webhook.type, factsOfWebhook(webhook).status].filter(Boolean).join(' ')} (pulled)`,
    inferred: false,
    leg: legOf(webhook),
  };
  return platformTells ? [told] : withInferred(webhook, flow, told);
};

/** With what follows from it: that there is a conversation (4), and that a Client SDK heard of it (5c). */
const withInferred = (webhook: RtcEventWebhook, flow: Flow, told: Moment): readonly Moment[] => {
  const { at, leg } = told;
  const inferred = { at, leg, inferred: true } as const;
  return [
    ...(flow.moments.some(({ step }) => step === '4')
      ? []
      : [{ ...inferred, step: '4', from: 'voice', to: 'conversation', label: 'conversation' } as const]),
    told,
    ...(hasAppLeg(webhook) && reachesClientSdk(webhook.type)
      ? [{ ...inferred, step: '5c', from: 'conversation', to: 'client', label: webhook.type } as const]
      : []),
  ];
};

const replyMoment = (exchange: Exchange, at: number, leg: string | undefined): readonly Moment[] => {
  const { origin } = exchange;
  const label =
    origin.by === 'ncco'
      ? `NCCO ${origin.name}: ${origin.actions.join(', ')}`
      : origin.by === 'forward'
        ? serverLabel(exchange)
        : undefined;
  return label === undefined
    ? []
    : [{ at, step: '3', from: 'backend', to: 'voice', label, inferred: false, leg }];
};

/** What the user's server said to a request that needs an NCCO, or takes one and got one. */
const serverLabel = ({ content, target, reply }: Exchange): string | undefined => {
  const use = nccoUse(content, target);
  if (use === undefined || use === 'ignores') return undefined;
  const text = reply.status < 300 ? replyText(reply) : '';
  const actions = /^\s*\[/.test(text) ? actionList(text) : '';
  if (use === 'takes' && (actions === '' || actions === '(empty)')) return undefined;
  return actions === '' ? `${reply.status} from your server` : `NCCO of your server: ${actions}`;
};

const hasAppLeg = (webhook: RtcEventWebhook): boolean => {
  const { channel, type } = webhook.body;
  return type === 'app' || (isJsonObject(channel) && channel['type'] === 'app');
};

/** A webhook in a few words, for pictures and lists. */
export const labelOf = (webhook: VonageWebhook): string => {
  switch (webhook.kind) {
    case 'call-status':
      return [webhook.status, webhook.detail, webhook.sub_state]
        .filter((word) => word !== undefined)
        .join(' ');
    case 'input': {
      const digits = webhook.dtmf?.digits;
      if (digits) return `input ${digits}`;
      const said = webhook.speech?.results?.[0]?.text;
      if (said) return `input “${said}”`;
      return webhook.dtmf?.timed_out || webhook.speech?.timeout_reason ? 'input timed out' : 'input';
    }
    case 'rtc-event':
      return webhook.type;
    case 'error':
      return `error ${webhook.reason}`;
    case 'transfer':
      return `transfer to ${shortId(webhook.conversation_uuid_to ?? '')}`;
    default:
      return webhook.kind;
  }
};

/**
 * The arrows for what the emulator tells. What it sent to a backend is drawn only when it is `alone`: else the exchange
 * shows it already.
 */
export const platformMoments = ({ at, event }: PlatformNotice, alone: boolean): readonly Moment[] => {
  const arrow = (step: StepName, from: Lifeline, to: Lifeline, label: string, leg?: string): Moment => ({
    at,
    step,
    from,
    to,
    label,
    inferred: false,
    leg,
  });
  switch (event.name) {
    case 'call-placed':
      return [arrow('1', 'client', 'application', `call ${event.from} → ${event.to}`, event.leg)];
    case 'conversation-created':
      return [arrow('4', 'voice', 'conversation', `new ${shortId(event.conversation)}`)];
    case 'member-joined':
      return [arrow('4', 'voice', 'conversation', `${event.who} joins`, event.leg)];
    case 'member-left':
      return [arrow('4', 'voice', 'conversation', `${event.who} leaves`, event.leg)];
    case 'client-event':
      return [
        arrow(
          '5c',
          'conversation',
          // What reaches nobody stays where it is.
          event.via === 'nothing' ? 'conversation' : 'client',
          // The arrow says that it arrives; lanes have few columns for words.
          `${event.event} (${event.user}${event.via === 'callback' ? '' : `, ${wayWords(event)}`})`,
          event.leg,
        ),
      ];
    case 'client-refused':
      return [arrow('5c', 'conversation', 'client', refusedWords(event))];
    case 'client-connection':
      return [arrow('5c', 'client', 'client', connectionWords(event))];
    case 'client-logged-in':
      return [arrow('5c', 'client', 'conversation', loginWords(event))];
    case 'user-state-changed':
      return [arrow('5c', 'client', 'client', elsewhereWords(event), event.leg)];
    case 'keys-pressed':
      return [arrow('1', 'client', 'voice', `presses ${event.keys}`, event.leg)];
    case 'words-spoken':
      return [arrow('1', 'client', 'voice', `says “${event.text}”`, event.leg)];
    case 'gave-up':
      return [arrow('1', 'client', 'voice', 'hangs up', event.leg)];
    case 'keys-sent':
      return [arrow('1', 'voice', 'client', `sends keys ${event.keys}`, event.leg)];
    case 'api-request':
      // What a user's app does is the flow's last step, or its first.
      return event.user === undefined
        ? [arrow('3', 'backend', 'voice', apiWords(event), event.leg)]
        : [arrow('5c', 'client', 'conversation', apiWords(event), event.leg)];
    case 'webhook-sent': {
      if (!alone) return [];
      const failed = event.failure === undefined ? '' : `: ${event.failure}`;
      const again = event.attempt > 1 ? ` (try ${event.attempt})` : '';
      const [step, from] = sender(event.kind);
      const label = step === '2' ? `${event.method} ${event.kind}` : event.kind;
      return [
        arrow(step, from, 'backend', `${label}${again}${failed}`, event.leg),
        ...(event.executes === undefined
          ? []
          : [arrow('3', 'backend', 'voice', `NCCO ${actionList(event.executes)}`, event.leg)]),
      ];
    }
    case 'socket-opened':
      return [arrow('3', 'voice', 'backend', 'WebSocket opens', event.leg)];
    case 'socket-failed':
      return [arrow('3', 'voice', 'backend', `WebSocket fails: ${event.why}`, event.leg)];
    case 'socket-closed': {
      const label = `WebSocket closed (${event.code})`;
      return event.by === 'application'
        ? [arrow('3', 'backend', 'voice', label, event.leg)]
        : [arrow('3', 'voice', 'backend', label, event.leg)];
    }
    case 'socket-text':
    case 'socket-sound':
    case 'socket-odd':
    case 'leg-status':
    case 'action-started':
    case 'call-ended':
      return [];
    default:
      return event satisfies never;
  }
};

const sender = (kind: string): readonly [StepName, Lifeline] => {
  if (kind === 'answer' || kind === 'fallback') return ['2', 'application'];
  return kind.includes(':') ? ['5b', 'conversation'] : ['5a', 'voice'];
};

/** The names of an NCCO's actions, from its text, for a label. */
export const actionList = (text: string): string => {
  const ncco = parseJson(text);
  if (!Array.isArray(ncco)) return '';
  const names = (ncco as readonly Json[]).map((action) =>
    isJsonObject(action) ? action['action'] : undefined,
  );
  return names.length === 0 ? '(empty)' : names.filter((name) => typeof name === 'string').join(', ');
};
