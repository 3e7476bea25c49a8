import { type CallFlow, defineConfig, startEmulator, type TestCall, validateNcco } from 'vonage-flow';

// Compiled by test/end-to-end/library.test.ts as a strict user would, against the built package.

const script: TestCall = {
  as: 'alice',
  customData: { ticket: 'T-1009' },
  press: ['1', '2#'],
  say: ['billing', { text: 'yes', confidence: 0.7 }],
  reactions: [{ press: '1' }, { say: 'no', at: 3 }],
  callees: { '447700900444': 'busy', alice: { does: 'reject', detail: 'declined' } },
};

export const numbersCalled = (flow: CallFlow): readonly string[] =>
  flow.actions.flatMap((action) => {
    const [endpoint] = action.action === 'connect' ? action.endpoint : [];
    return endpoint?.type === 'phone' ? [endpoint.number] : [];
  });

export const run = async (): Promise<string | undefined> => {
  await using emulator = await startEmulator({ seed: '1', time: 'virtual', users: ['alice'], faults: ['rtc:drop'] });
  const host: string = emulator.env.VONAGE_API_HOST;
  const flow = await emulator.call(script);
  emulator.setFaults([]);
  // @ts-expect-error no such status
  if (flow.status === 'buzy') return host;
  // @ts-expect-error keys are no numbers
  await emulator.call({ press: 1 });
  return flow.legs[0]?.duration ?? flow.webhooks[0]?.kind ?? flow.unused[0]?.press;
};

export const config = defineConfig({ answer: [{ action: 'talk', text: 'Hello' }] });
export const findings: number = validateNcco('[]').length;
