import { createDtlsServer, type DtlsServer } from './dtls/dtls-server.ts';
import type { MediaIdentity } from './media-identity.ts';
import { createSilence } from './silence.ts';
import { type Address, type BindingRequest, bindingResponse } from './stun.ts';

/** Who does not renew its consent for so long gets no more sound (RFC 7675 §5.1), in milliseconds. */
const CONSENT_MS = 30_000;
/** A handshake takes some milliseconds, and under loss some seconds; what comes after so long begins another. */
const HANDSHAKE_MS = 30_000;

export interface EndpointOptions {
  readonly identity: MediaIdentity;
  /** What an app has to prove in its checks that it was told: `ice-pwd`. */
  readonly password: string;
  /** RTP's number for Opus, and SSRC. */
  readonly payloadType: number;
  readonly source: number;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonic: () => number;
  readonly send: (datagram: Buffer, to: Address) => void;
  /** It can be silent now. */
  readonly connected: () => void;
  /** The app has closed its connection, or there can be none. */
  readonly ended: () => void;
}

/** The media of one leg: answers checks, shakes hands, and is silent from then on. */
export interface MediaEndpoint {
  /** Answers a check; false when it is no check of the app's whose endpoint this is. */
  check(request: BindingRequest, from: Address): boolean;
  /** DTLS, from an address that a check has proven. */
  receive(datagram: Buffer): void;
  /** Sends the next packet of silence. */
  beat(): void;
  close(): void;
}

export const createEndpoint = (options: EndpointOptions): MediaEndpoint => {
  const { password, monotonic } = options;
  /** The app's own name in its checks: one of several devices that were all told of this endpoint. */
  let app: string | undefined;
  let peer: Address | undefined;
  let checkedAt = 0;
  let handshake: { readonly server: DtlsServer; readonly since: number } | undefined;
  let nextPacket: (() => Buffer) | undefined;

  const send = (datagram: Buffer): void => {
    if (peer) options.send(datagram, peer);
  };

  const begin = (): DtlsServer => {
    const server = createDtlsServer({
      identity: options.identity,
      send,
      connected: (key) => {
        nextPacket = createSilence(key, options.payloadType, options.source);
        options.connected();
      },
      ended: options.ended,
    });
    handshake = { server, since: monotonic() };
    return server;
  };

  return {
    check: (request, from) => {
      if (!request.isFrom(password)) return false;
      if (request.app !== app) {
        // Who was connected first has the call.
        if (nextPacket) return false;
        app = request.app;
        peer = undefined;
        handshake = undefined;
      }
      checkedAt = monotonic();
      // A browser tries all of its addresses, and goes on from the one that it nominates.
      if (peer === undefined || request.nominates) peer = from;
      options.send(bindingResponse(request, from, password), from);
      return true;
    },
    receive: (datagram) => {
      const isLate = handshake && !nextPacket && monotonic() > handshake.since + HANDSHAKE_MS;
      const server = handshake && !isLate ? handshake.server : begin();
      server.receive(datagram);
    },
    beat: () => {
      if (nextPacket && monotonic() < checkedAt + CONSENT_MS) send(nextPacket());
    },
    close: () => handshake?.server.close(),
  };
};
