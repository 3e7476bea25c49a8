import { describe, expect, it } from 'vitest';
import { run, webhooks } from '../support/emulator-driver.ts';
import { SOCKET_SCENARIOS } from '../support/socket-scenarios.ts';
import { transcript } from '../support/transcript.ts';

describe('legs that lead to a WebSocket', () => {
  it.each(SOCKET_SCENARIOS)('$name', async ({ name, backend, ...scenario }) => {
    const { happenings } = run({ ...scenario, backend: backend() });
    await expect(transcript(happenings)).toMatchFileSnapshot(`../cases/emulator/sockets/${name}.txt`);
  });

  it('show the endpoint’s headers in every event of their leg, and its form in the channel', () => {
    const { backend, ...scenario } = SOCKET_SCENARIOS[0]!;
    const sent = webhooks(run({ ...scenario, backend: backend() }).happenings);
    const leg = sent.find(({ fields }) => fields['to'] === 'wss://app/audio')?.fields['uuid'];
    const headers = { session: 's-18', nested: { a: [1] } };
    const told = sent.filter(({ fields }) => fields['uuid'] === leg);
    expect(told.map(({ fields }) => fields['status'])).toEqual(['started', 'answered', 'completed']);
    for (const { fields } of told) expect(fields).toMatchObject({ headers, direction: 'outbound' });
    expect(told.at(-1)?.fields).not.toHaveProperty('sip_code');
    const answered = sent.find(
      ({ fields }) =>
        fields['type'] === 'sip:answered' && JSON.stringify(fields).includes(`"${String(leg)}"`),
    );
    expect(answered?.fields['body']).toMatchObject({
      channel: {
        type: 'websocket',
        to: { type: 'websocket', uri: 'wss://app/audio', 'content-type': 'audio/l16;rate=16000', headers },
      },
    });
  });

  it('are handed the handshake and the voice of the caller', () => {
    const { backend, ...scenario } = SOCKET_SCENARIOS[0]!;
    const { happenings } = run({ ...scenario, calls: [{ voice: 'tone' }], backend: backend() });
    const dials = happenings.flatMap(({ effect }) => (effect.do === 'dial-socket' ? [effect] : []));
    expect(dials).toHaveLength(1);
    expect(dials[0]).toMatchObject({
      endpoint: { uri: 'wss://app/audio', rate: 16_000, authorization: undefined },
      timeoutMs: 10_000,
      voice: 'tone',
    });
  });
});
