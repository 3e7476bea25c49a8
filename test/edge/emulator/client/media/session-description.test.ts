import { describe, expect, it } from 'vitest';
import {
  describeEndpoint,
  OUR_OFFER,
  readOffer,
} from '../../../../../src/edge/emulator/client/media/session-description.ts';

const FACTS = {
  host: '127.0.0.1',
  port: 40_000,
  fragment: 'aaaabbbbccccdddd',
  password: '0123456789abcdef0123456789abcdef',
  fingerprint: 'AA:BB',
  source: 12_345,
};

const offerOf = (...lines: readonly string[]): string =>
  ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', ...lines, ''].join('\r\n');
const AUDIO = 'm=audio 9 UDP/TLS/RTP/SAVPF 111 0';
const OPUS = 'a=rtpmap:111 opus/48000/2';

describe('an offer', () => {
  it.each<[what: string, sdp: string, read: ReturnType<typeof readOffer>]>([
    [
      'of Chromium',
      offerOf(AUDIO, 'a=mid:0', 'a=sendrecv', 'a=rtpmap:0 PCMU/8000', OPUS),
      { payloadType: 111, mid: '0', direction: 'sendrecv' },
    ],
    [
      'with other numbers and names',
      offerOf(AUDIO, 'a=mid:sdparta_0', 'a=recvonly', 'a=rtpmap:109 opus/48000/2'),
      { payloadType: 109, mid: 'sdparta_0', direction: 'recvonly' },
    ],
    ['that says neither', offerOf(AUDIO, OPUS), { payloadType: 111, mid: '0', direction: 'sendrecv' }],
    ['without Opus', offerOf(AUDIO, 'a=rtpmap:0 PCMU/8000'), undefined],
    ['without sound', offerOf('m=video 9 UDP/TLS/RTP/SAVPF 111', OPUS), undefined],
    ['whose sound is refused', offerOf('m=audio 0 UDP/TLS/RTP/SAVPF 111', OPUS), undefined],
    ['with a number that RTP does not have', offerOf(AUDIO, 'a=rtpmap:300 opus/48000/2'), undefined],
    ['that is no description', 'hello', undefined],
    ['without end', offerOf(AUDIO, OPUS) + 'a=x\r\n'.repeat(20_000), undefined],
  ])('%s', (_what, sdp, read) => {
    expect(readOffer(sdp)).toEqual(read);
  });

  it('cannot put a line of its own into the answer', () => {
    const offer = readOffer(offerOf(AUDIO, 'a=mid:0 a=evil', OPUS))!;
    expect(describeEndpoint('answer', offer, FACTS)).not.toContain('evil');
  });
});

describe('a description', () => {
  it('is whole', () => {
    expect(describeEndpoint('offer', OUR_OFFER, FACTS).split('\r\n')).toMatchInlineSnapshot(`
      [
        "v=0",
        "o=- 12345 1 IN IP4 127.0.0.1",
        "s=vonage-flow",
        "t=0 0",
        "a=ice-lite",
        "a=group:BUNDLE 0",
        "a=msid-semantic: WMS silence",
        "m=audio 40000 UDP/TLS/RTP/SAVPF 111",
        "c=IN IP4 127.0.0.1",
        "a=rtcp:40000 IN IP4 127.0.0.1",
        "a=mid:0",
        "a=ice-ufrag:aaaabbbbccccdddd",
        "a=ice-pwd:0123456789abcdef0123456789abcdef",
        "a=fingerprint:sha-256 AA:BB",
        "a=setup:actpass",
        "a=sendrecv",
        "a=rtcp-mux",
        "a=rtpmap:111 opus/48000/2",
        "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1",
        "a=msid:silence audio",
        "a=ssrc:12345 cname:silence",
        "a=candidate:1 1 udp 2130706431 127.0.0.1 40000 typ host",
        "a=end-of-candidates",
        "",
      ]
    `);
  });

  it.each([
    ['sendrecv', 'sendrecv'],
    ['sendonly', 'recvonly'],
    ['recvonly', 'sendonly'],
    ['inactive', 'inactive'],
  ] as const)('answers %s by %s, and waits for the handshake', (direction, answered) => {
    const lines = describeEndpoint('answer', { ...OUR_OFFER, direction }, FACTS).split('\r\n');
    expect(lines).toContain(`a=${answered}`);
    expect(lines).toContain('a=setup:passive');
  });
});
