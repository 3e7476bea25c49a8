import { keepPace } from '../../../sound/pace.ts';
import type { ClientMediaOptions } from './client-media.ts';
import { createEndpoint, type MediaEndpoint } from './endpoint.ts';
import { makeMediaIdentity } from './media-identity.ts';
import { MEDIA_HOST, openMediaSocket } from './media-socket.ts';
import { describeEndpoint, type MediaOffer, OUR_OFFER, readOffer } from './session-description.ts';
import { SILENCE_EVERY_MS } from './silence.ts';
import { type Address, readBindingRequest } from './stun.ts';

/** The knock follows at once; what never knocked is forgotten, as by the platform itself. */
const KNOCKS_WITHIN_MS = 60_000;
/** Legs that have not knocked yet; the oldest goes when there are more. */
const MOST_OFFERED = 1000;
/** A browser tries each of its interfaces, and may change them in the course of a call. */
const MOST_ADDRESSES = 8;

/** What answers an app's offer, before the platform has said to which leg it belongs. */
export interface OfferAnswer {
  readonly sdp: string;
  /** It is that leg's, and instead of what that had before. Until it knocks it is given up after a while. */
  keepFor(leg: string, until: 'knock' | 'end'): void;
  /** The platform has refused. */
  drop(): void;
}

/** The media of all legs of apps: silent, over one UDP socket on loopback (client-sdk.md §5). */
export interface OpenMedia {
  /** Undefined for what offers no sound in Opus, and without media. */
  answer(offer: string): OfferAnswer | undefined;
  /** What is offered to a leg, the same as long as nobody has closed it; undefined without media. */
  offer(leg: string): string | undefined;
  /** The leg has knocked, and has its media until its end. */
  claim(leg: string): void;
  close(leg: string): void;
  stop(): void;
}

interface LegMedia {
  readonly fragment: string;
  readonly sdp: string;
  readonly endpoint: MediaEndpoint;
  /** By a clock that never goes back, in milliseconds. */
  readonly since: number;
  /** Proven by checks, the one that was checked last at the end. */
  readonly addresses: Set<string>;
  leg: string | undefined;
}

/** Opens the socket. Rejects when there is none to be had. */
export const openMedia = async ({
  clock,
  chance,
}: Pick<ClientMediaOptions, 'clock' | 'chance'>): Promise<OpenMedia> => {
  const byFragment = new Map<string, LegMedia>();
  const byAddress = new Map<string, LegMedia>();
  const byLeg = new Map<string, LegMedia>();
  /** In the order in which they came. */
  const offered = new Set<LegMedia>();
  const connected = new Set<LegMedia>();
  let beating: AbortController | undefined;

  /** What sort of datagram it is, is said by its first byte (RFC 7983). Sound, from 128 on, is heard by nobody. */
  const take = (datagram: Buffer, from: Address): void => {
    const first = datagram[0] ?? 255;
    if (first < 4) takeCheck(datagram, from);
    else if (first >= 20 && first < 64) byAddress.get(textOf(from))?.endpoint.receive(datagram);
  };

  const takeCheck = (datagram: Buffer, from: Address): void => {
    const request = readBindingRequest(datagram);
    const media = request && byFragment.get(request.fragment);
    if (!media?.endpoint.check(request!, from)) return;
    const { addresses } = media;
    const address = textOf(from);
    // To the end, so that the one that is in use is never the oldest.
    addresses.delete(address);
    addresses.add(address);
    byAddress.set(address, media);
    if (addresses.size > MOST_ADDRESSES)
      for (const oldest of addresses) {
        forgetAddress(media, oldest);
        break;
      }
  };

  const forgetAddress = (media: LegMedia, address: string): void => {
    media.addresses.delete(address);
    // It may be another leg's by now: a browser takes a port again.
    if (byAddress.get(address) === media) byAddress.delete(address);
  };

  const add = (is: 'offer' | 'answer', offer: MediaOffer): LegMedia => {
    const fragment = chance.hex(8);
    const password = chance.hex(16);
    const source = Number.parseInt(chance.hex(4), 16);
    const { port } = socket;
    const { fingerprint } = identity;
    const endpoint = createEndpoint({
      identity,
      password,
      payloadType: offer.payloadType,
      source,
      monotonic: () => clock.monotonic(),
      send: socket.send,
      connected: () => {
        connected.add(media);
        keepBeating();
      },
      ended: () => remove(media),
    });
    const media: LegMedia = {
      fragment,
      sdp: describeEndpoint(is, offer, { host: MEDIA_HOST, port, fragment, password, fingerprint, source }),
      endpoint,
      since: clock.monotonic(),
      addresses: new Set(),
      leg: undefined,
    };
    byFragment.set(fragment, media);
    return media;
  };

  const bind = (leg: string, media: LegMedia): void => {
    const before = byLeg.get(leg);
    if (before && before !== media) remove(before);
    byLeg.set(leg, media);
    media.leg = leg;
  };

  const remove = (media: LegMedia): void => {
    media.endpoint.close();
    byFragment.delete(media.fragment);
    for (const address of media.addresses) forgetAddress(media, address);
    if (media.leg !== undefined && byLeg.get(media.leg) === media) byLeg.delete(media.leg);
    offered.delete(media);
    connected.delete(media);
    keepBeating();
  };

  const removeStale = (): void => {
    const latest = clock.monotonic() - KNOCKS_WITHIN_MS;
    for (const media of offered) {
      if (media.since > latest && offered.size <= MOST_OFFERED) break;
      remove(media);
    }
  };

  /** One clock for all, which stands still while nobody is there. */
  const keepBeating = (): void => {
    if (connected.size === 0) {
      beating?.abort();
      beating = undefined;
    } else if (beating === undefined) {
      beating = new AbortController();
      void keepPace(clock, beat, beating.signal, SILENCE_EVERY_MS);
    }
  };

  const beat = (): void => {
    for (const { endpoint } of connected) endpoint.beat();
    removeStale();
  };

  const identity = await makeMediaIdentity(clock.now());
  const socket = await openMediaSocket(take);

  return {
    answer: (sdp) => {
      const offer = readOffer(sdp);
      if (offer === undefined) return undefined;
      const media = add('answer', offer);
      offered.add(media);
      removeStale();
      return {
        sdp: media.sdp,
        keepFor: (leg, until) => {
          bind(leg, media);
          if (until === 'end') offered.delete(media);
        },
        drop: () => remove(media),
      };
    },
    offer: (leg) => {
      const media = byLeg.get(leg) ?? add('offer', OUR_OFFER);
      bind(leg, media);
      return media.sdp;
    },
    claim: (leg) => {
      const media = byLeg.get(leg);
      if (media) offered.delete(media);
    },
    close: (leg) => {
      const media = byLeg.get(leg);
      if (media) remove(media);
    },
    stop: () => {
      for (const media of byFragment.values()) remove(media);
      socket.close();
    },
  };
};

const textOf = ({ address, port }: Address): string => `${address}:${port}`;
