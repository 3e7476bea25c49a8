/** What a browser offers for a call, with only the lines that matter; who opens DTLS is `setup`. */
export const silentSdp = (setup: 'actpass' | 'active'): string =>
  [
    'v=0',
    'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    'a=ice-ufrag:stub',
    `a=ice-pwd:${'stub'.repeat(6)}`,
    `a=fingerprint:sha-256 ${Array(32).fill('00').join(':')}`,
    `a=setup:${setup}`,
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:0 PCMU/8000',
    '',
  ].join('\r\n');
