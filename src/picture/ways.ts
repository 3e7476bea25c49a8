import { ACTIONS, type Action, type ConnectAction } from '../vonage/ncco.ts';

/** Where an action asks for an NCCO. */
export interface Way {
  /** Undefined: the application's event URL. */
  readonly url: string | undefined;
  readonly method: 'GET' | 'POST' | undefined;
  readonly kind: 'reply' | 'aside';
  /** On which condition; absent: always. */
  readonly label?: string;
}

export interface Ways {
  readonly ways: readonly Way[];
  /**
   * Whether the next action runs: `unless-replied` when a reply with an NCCO takes its place each time the action is
   * over.
   */
  readonly goesOn: 'always' | 'unless-replied' | 'never';
}

/** Where an action leads to besides the next one. */
export const waysOf = (action: Action): Ways => {
  switch (action.action) {
    case 'input': {
      const isAsynchronous = action.mode === 'asynchronous';
      const label = isAsynchronous ? 'each key' : undefined;
      return {
        ways: [asked(action, 'reply', label)],
        goesOn: isAsynchronous ? 'always' : 'unless-replied',
      };
    }
    case 'notify':
      return { ways: [asked(action, 'reply')], goesOn: 'unless-replied' };
    case 'connect':
      return { ways: waysOfConnect(action), goesOn: 'always' };
    default:
      return { ways: [], goesOn: 'isTerminal' in ACTIONS[action.action] ? 'never' : 'always' };
  }
};

type Asking = { readonly eventUrl?: readonly string[]; readonly eventMethod?: 'GET' | 'POST' };

const asked = ({ eventUrl, eventMethod }: Asking, kind: Way['kind'], label?: string): Way => ({
  url: eventUrl?.[0],
  method: eventMethod,
  kind,
  ...(label !== undefined && { label }),
});

const waysOfConnect = (action: ConnectAction): readonly Way[] => {
  const [endpoint] = action.endpoint;
  const isSynchronous = action.eventType === 'synchronous';
  const isWebSocket = endpoint?.type === 'websocket';
  const whisper = endpoint?.type === 'phone' ? endpoint.onAnswer?.url : undefined;
  return [
    ...(whisper === undefined
      ? []
      : [{ url: whisper, method: undefined, kind: 'aside', label: 'the called party hears first' } as const]),
    // The statuses for which the reply counts (ncco.md §4); of a WebSocket they are fewer.
    ...(isSynchronous
      ? [asked(action, 'reply', isWebSocket ? 'cannot be reached' : 'busy, rejected, no answer or failed')]
      : []),
    // That one counts without `eventType` too (ncco.md §4).
    ...(isWebSocket && (isSynchronous || action.eventUrl !== undefined)
      ? [asked(action, 'reply', 'dropped by its server')]
      : []),
  ];
};
