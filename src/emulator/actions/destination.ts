import type { JsonObject } from '../../vonage/json.ts';
import type { ConnectAction, Endpoint } from '../../vonage/ncco.ts';
import { rateOf } from '../../vonage/socket-frames.ts';
import type { ChannelType } from '../platform.ts';
import type { SocketEndpoint } from '../socket/socket-effect.ts';

/** Whom a `connect` calls, in the words of the voice events. */
export interface Destination {
  readonly type: ChannelType;
  readonly to: string;
  readonly headers?: JsonObject;
  readonly socket?: SocketEndpoint;
}

export const endpointOf = (action: ConnectAction): Endpoint =>
  // readNcco refuses an empty list.
  action.endpoint[0]!;

export const destinationOf = (endpoint: Endpoint): Destination => {
  switch (endpoint.type) {
    case 'phone':
      return { type: 'phone', to: endpoint.number };
    case 'app':
      return { type: 'app', to: endpoint.user };
    case 'websocket':
      return socketDestination(endpoint);
    case 'sip':
      return {
        type: 'sip',
        to: endpoint.uri ?? trunkAddress(endpoint.user, endpoint.domain),
        ...(endpoint.headers && { headers: endpoint.headers as JsonObject }),
      };
    case 'vbc':
      return { type: 'vbc', to: endpoint.extension };
    default:
      return endpoint satisfies never;
  }
};

const socketDestination = (endpoint: Extract<Endpoint, { readonly type: 'websocket' }>): Destination => {
  const { uri, 'content-type': contentType, headers, authorization } = endpoint;
  const socket: SocketEndpoint = {
    uri,
    contentType,
    rate: rateOf(contentType),
    headers: (headers ?? {}) as JsonObject,
    authorization:
      authorization?.type === 'custom'
        ? { type: 'custom', value: authorization.value ?? '' }
        : authorization && { type: 'vonage' },
  };
  return { type: 'websocket', to: uri, headers: socket.headers, socket };
};

/** A trunk has a name and no address; written like one all the same (U). */
const trunkAddress = (user: string | undefined, domain = ''): string =>
  user === undefined ? `sip:${domain}` : `sip:${user}@${domain}`;
