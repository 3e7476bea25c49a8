/**
 * A session description that a browser takes, for a call without sound (client-sdk.md §5): one audio section at an address where
 * nobody is. It stands where a host has no media of its own. An `offer` is answered by the app, an `answer` answers one.
 */
export const silentSdp = (is: 'offer' | 'answer'): string =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=vonage-flow',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=ice-ufrag:none',
    `a=ice-pwd:${'none'.repeat(6)}`,
    `a=fingerprint:sha-256 ${Array(32).fill('00').join(':')}`,
    `a=setup:${is === 'offer' ? 'actpass' : 'passive'}`,
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    '',
  ].join('\r\n');
