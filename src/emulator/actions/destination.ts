import type { JsonObject } from '../../vonage/json.ts';
import type { ConnectAction, Endpoint } from '../../vonage/ncco.ts';
import type { ChannelType } from '../platform.ts';

/** Whom a `connect` calls, in the words of the voice events. */
export interface Destination {
  readonly type: ChannelType | 'websocket';
  readonly to: string;
  readonly headers?: JsonObject;
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
      return { type: 'websocket', to: endpoint.uri };
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

/** A trunk has a name and no address; written like one all the same (U). */
const trunkAddress = (user: string | undefined, domain = ''): string =>
  user === undefined ? `sip:${domain}` : `sip:${user}@${domain}`;
