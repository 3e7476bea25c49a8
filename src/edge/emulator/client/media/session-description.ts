/** What of an app's offer decides about its answer. */
export interface MediaOffer {
  /** Of Opus, which every browser has. */
  readonly payloadType: number;
  /** The name of the audio section. */
  readonly mid: string;
  readonly direction: Direction;
}

type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What answers each way in which sound may go. */
const ANSWERED: Readonly<Record<Direction, Direction>> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
};

/** An offer of more text than a browser's, by far, is none. */
const LONGEST_OFFER = 50_000;
const DEFAULT_PAYLOAD_TYPE = 111;

/** What we offer ourselves. */
export const OUR_OFFER: MediaOffer = { payloadType: DEFAULT_PAYLOAD_TYPE, mid: '0', direction: 'sendrecv' };

/** Reads an app's offer of one section of sound in Opus; undefined when it is none. */
export const readOffer = (sdp: string): MediaOffer | undefined => {
  if (sdp.length > LONGEST_OFFER || !/^m=audio [1-9]/m.test(sdp)) return undefined;
  const opus = /^a=rtpmap:(\d{1,3}) opus\/48000/im.exec(sdp)?.[1];
  if (opus === undefined || Number(opus) > 127) return undefined;
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp)?.[1] ?? 'sendrecv';
  return {
    payloadType: Number(opus),
    mid: /^a=mid:([\w-]{1,32})\r?$/m.exec(sdp)?.[1] ?? '0',
    direction: direction as Direction,
  };
};

/** Where an endpoint is, and how it proves itself. */
export interface EndpointFacts {
  readonly host: string;
  readonly port: number;
  readonly fragment: string;
  readonly password: string;
  readonly fingerprint: string;
  /** SSRC of our sound. */
  readonly source: number;
}

/**
 * Our side's description: the lite side of ICE, which the app has to reach first, for it names no address of its own
 * (client-sdk.md §5); and the waiting side of DTLS. Without `msid` Chromium gives the page a track that belongs to no stream.
 */
export const describeEndpoint = (
  is: 'offer' | 'answer',
  { payloadType, mid, direction }: MediaOffer,
  { host, port, fragment, password, fingerprint, source }: EndpointFacts,
): string =>
  [
    'v=0',
    `o=- ${source} 1 IN IP4 ${host}`,
    's=vonage-flow',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${mid}`,
    'a=msid-semantic: WMS silence',
    `m=audio ${port} UDP/TLS/RTP/SAVPF ${payloadType}`,
    `c=IN IP4 ${host}`,
    `a=rtcp:${port} IN IP4 ${host}`,
    `a=mid:${mid}`,
    `a=ice-ufrag:${fragment}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    `a=setup:${is === 'offer' ? 'actpass' : 'passive'}`,
    `a=${is === 'offer' ? direction : ANSWERED[direction]}`,
    'a=rtcp-mux',
    `a=rtpmap:${payloadType} opus/48000/2`,
    `a=fmtp:${payloadType} minptime=10;useinbandfec=1;usedtx=1`,
    'a=msid:silence audio',
    `a=ssrc:${source} cname:silence`,
    `a=candidate:1 1 udp 2130706431 ${host} ${port} typ host`,
    'a=end-of-candidates',
    '',
  ].join('\r\n');
