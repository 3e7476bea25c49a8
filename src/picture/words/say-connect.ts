import { type ConnectAction, defaultOf, type Endpoint, type EndpointOf } from '../../vonage/ncco.ts';
import { type Detail, json, oneLine, type Said, said, tells } from './said.ts';

export const sayConnect = (action: ConnectAction): Said => {
  const [endpoint] = action.endpoint;
  const seconds = action.timeout ?? defaultOf('connect', 'timeout');
  const limit = action.limit ?? defaultOf('connect', 'limit');
  return said(
    endpoint ? `${calls(endpoint)}${rings(endpoint, seconds)}` : 'calls nobody',
    action.from !== undefined && `shows the number ${oneLine(action.from)}`,
    action.randomFromNumber === true && "shows one of the application's numbers",
    limit !== defaultOf('connect', 'limit') && `ends after ${limit} s`,
    ...(endpoint ? particulars(endpoint) : []),
    action.ringbackTone !== undefined && `the caller hears ${oneLine(action.ringbackTone)} meanwhile`,
    ...machines(action),
    // What a synchronous one asks is an edge of the picture.
    action.eventType === undefined && tells(action.eventUrl, action.eventMethod, 'how it goes'),
  );
};

const calls = (endpoint: Endpoint): string => {
  switch (endpoint.type) {
    case 'phone':
      return `calls phone ${oneLine(endpoint.number)}`;
    case 'app':
      return `calls the user ${oneLine(endpoint.user)}`;
    case 'websocket':
      return `connects the WebSocket ${oneLine(endpoint.uri)}${sampleRate(endpoint['content-type'])}`;
    case 'sip':
      return `calls ${endpoint.uri === undefined ? `${sipUser(endpoint)}${oneLine(endpoint.domain ?? '')} over SIP` : oneLine(endpoint.uri)}`;
    case 'vbc':
      return `calls extension ${oneLine(endpoint.extension)} of the business phone system`;
    default:
      return endpoint satisfies never;
  }
};

const sipUser = ({ user }: EndpointOf<'sip'>): string => (user === undefined ? '' : `${oneLine(user)}@`);

const sampleRate = (contentType: string): string => {
  const rate = /rate=(\d{1,6})/.exec(contentType)?.[1];
  return rate === undefined ? ` as ${oneLine(contentType)}` : ` at ${Number(rate) / 1000} kHz`;
};

/** A server does not ring; how long it may take counts only where somebody says so. */
const rings = ({ type }: Endpoint, seconds: number): string => {
  if (type !== 'websocket') return `, rings ${seconds} s`;
  return seconds === defaultOf('connect', 'timeout') ? '' : `, tries for ${seconds} s`;
};

/** What only some endpoints have. Never a secret: of an authorization only its kind. */
const particulars = (endpoint: Endpoint): readonly Detail[] => {
  switch (endpoint.type) {
    case 'phone':
      return [
        endpoint.dtmfAnswer !== undefined && `presses ${oneLine(endpoint.dtmfAnswer)} when answered`,
        endpoint.onAnswer?.ringbackTone !== undefined &&
          `${oneLine(endpoint.onAnswer.ringbackTone)} rings for the caller`,
        endpoint.shaken !== undefined && 'with a STIR/SHAKEN identity',
      ];
    case 'websocket':
      return [
        endpoint.headers !== undefined && `sends it ${json(endpoint.headers)}`,
        endpoint.authorization !== undefined &&
          (endpoint.authorization.type === 'custom' || endpoint.authorization.value !== undefined
            ? 'with an Authorization of its own'
            : "with Vonage's JWT"),
      ];
    case 'sip':
      return [
        endpoint.headers !== undefined &&
          Object.keys(endpoint.headers).length > 0 &&
          `with the headers ${Object.keys(endpoint.headers)
            .map((name) => `X-${oneLine(name)}`)
            .join(', ')}`,
        endpoint.standardHeaders?.['User-to-User'] !== undefined && 'with a User-to-User header',
      ];
    case 'app':
    case 'vbc':
      return [];
    default:
      return endpoint satisfies never;
  }
};

const machines = ({
  machineDetection,
  advancedMachineDetection: advanced,
}: ConnectAction): readonly Detail[] => {
  // The advanced one goes before the other (ncco.md §4).
  if (advanced === undefined) {
    return [
      machineDetection !== undefined &&
        (machineDetection === 'hangup' ? 'hangs up on a machine' : 'tells when a machine answers'),
    ];
  }
  const mode = advanced.mode ?? defaultOf('connect', 'advancedMachineDetection.mode');
  return [
    'listens whether a person or a machine answers',
    advanced.behavior === 'hangup' && 'hangs up on a machine',
    advanced.behavior === 'continue' && 'goes on with a machine',
    mode === 'default' && 'goes on meanwhile',
    mode === 'detect_beep' && `waits for the beep${beepLimit(advanced.beep_timeout)}`,
    mode !== 'detect_beep' &&
      advanced.beep_timeout !== undefined &&
      `${advanced.beep_timeout} s for the beep`,
    advanced.callScreener !== undefined && `callScreener ${advanced.callScreener}`,
  ];
};

const beepLimit = (seconds: number | undefined): string =>
  seconds === undefined ? '' : `, ${seconds} s at most`;
