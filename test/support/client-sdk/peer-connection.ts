import { silentSdp } from './silent-sdp.ts';

type Description = { readonly type: 'offer' | 'answer'; readonly sdp: string };

/** Where a browser's connection is; only these reach the SDK. */
export type ConnectionState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

/** As a browser's: what the SDK asks with `instanceof`. */
export class SessionDescription implements Description {
  readonly type: Description['type'];
  readonly sdp: string;
  constructor({ type, sdp }: Description) {
    this.type = type;
    this.sdp = sdp;
  }
}

interface Track {
  readonly kind: 'audio';
  enabled: boolean;
  stop(): void;
}

export const newTrack = (): Track => ({ kind: 'audio', enabled: true, stop: () => undefined });

/**
 * A browser's RTCPeerConnection without sound: it makes descriptions, refuses those that a browser would, fires one
 * candidate, and is connected as soon as it has both sides. A test says the rest by {@link becomes}.
 */
export class PeerConnection {
  /** False: the other side never answers a packet, as when its SDP leads nowhere. */
  static connects = true;

  onicecandidate: ((event: { readonly candidate: object | null }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { readonly streams: readonly object[] }) => void) | null = null;
  connectionState: ConnectionState = 'new';
  localDescription: SessionDescription | null = null;
  remoteDescription: SessionDescription | null = null;
  readonly #sender = { track: undefined as Track | undefined };
  readonly #receiver = { track: newTrack() };

  addTrack(track: Track): void {
    this.#sender.track = track;
  }

  createOffer(): Promise<Description> {
    return Promise.resolve({ type: 'offer', sdp: silentSdp('actpass') });
  }

  createAnswer(): Promise<Description> {
    if (this.remoteDescription?.type !== 'offer') return Promise.reject(new Error('there is no offer'));
    return Promise.resolve({ type: 'answer', sdp: silentSdp('active') });
  }

  setLocalDescription(description: Description): Promise<void> {
    this.localDescription = new SessionDescription(description);
    // The SDK sets its listener after this call; a browser's candidates come later, too.
    setImmediate(() =>
      this.onicecandidate?.({ candidate: { candidate: 'candidate:1 1 udp 1 127.0.0.1 9 typ host' } }),
    );
    return this.#described();
  }

  setRemoteDescription(description: Description): Promise<void> {
    const fault = faultOf(description);
    if (fault !== undefined)
      return Promise.reject(new Error(`Failed to set remote ${description.type} sdp: ${fault}`));
    this.remoteDescription = new SessionDescription(description);
    return this.#described();
  }

  getSenders = (): readonly { readonly track: Track | undefined }[] => [this.#sender];
  getReceivers = (): readonly { readonly track: Track | undefined }[] => [this.#receiver];
  getTransceivers = (): readonly object[] => [{ sender: this.#sender, receiver: this.#receiver }];
  getStats = (): Promise<ReadonlyMap<string, object>> => Promise.resolve(new Map());

  /** A browser tells nobody that it closed a connection itself. */
  close(): void {
    this.connectionState = 'closed';
  }

  /** What a test lets happen to the connection. */
  becomes(state: ConnectionState): void {
    if (this.connectionState === 'closed') return;
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  #described(): Promise<void> {
    if (this.localDescription && this.remoteDescription && this.connectionState === 'new') {
      this.becomes('connecting');
      if (PeerConnection.connects) setImmediate(() => this.becomes('connected'));
    }
    return Promise.resolve();
  }
}

/** What a browser demands of a description with sound in it, and the words for what is not there (RFC 8829 §5.8). */
const DEMANDED: readonly (readonly [line: RegExp, words: string])[] = [
  [/^v=0\r?\no=/, 'it does not begin with v= and o='],
  [/^m=audio \d+ \S*RTP\/SAVPF( \d+)+\r?$/m, 'no m=audio with UDP/TLS/RTP/SAVPF'],
  [/^a=ice-ufrag:\S{4,}\r?$/m, 'no ice-ufrag'],
  [/^a=ice-pwd:\S{22,}\r?$/m, 'no ice-pwd'],
  [/^a=fingerprint:sha-256 ([\dA-F]{2}:){31}[\dA-F]{2}\r?$/im, 'no fingerprint'],
  [/^a=setup:(actpass|active|passive)\r?$/m, 'no setup'],
  [/^a=rtcp-mux\r?$/m, 'no rtcp-mux, and the SDK requires it'],
  [/^a=rtpmap:\d+ (opus\/48000\/2|PCM[AU]\/8000)\r?$/im, 'no codec that a browser has'],
];

const faultOf = ({ type, sdp }: Description): string | undefined => {
  if (type === 'answer' && /^a=setup:actpass\r?$/m.test(sdp)) return 'an answer must choose its part in DTLS';
  return DEMANDED.find(([line]) => !line.test(sdp))?.[1];
};
