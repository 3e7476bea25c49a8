import { type Listener, type ListenerOptions, startListener } from '../../src/edge/listener.ts';
import type { Proof } from '../../src/edge/proof.ts';
import type { Reply, WebhookRequest } from '../../src/flow/webhook-request.ts';

export interface TestListener extends Listener {
  /** What arrived whole. */
  readonly received: WebhookRequest[];
  /** What was cut off, as `status complaint`. */
  readonly cutOff: string[];
}

const proof: Proof = {
  path: '/.vonage-flow/nonce',
  answer: (challenge) => `answer to ${challenge}`,
  challenge: () => 'c',
};

/** A real listener on a free port that answers with `reply` and remembers everything. */
export const testListener = async (
  reply: (request: WebhookRequest) => Reply | Promise<Reply> = () => ({ status: 204, headers: {}, body: '' }),
  options: Partial<ListenerOptions> = {},
): Promise<TestListener> => {
  const received: WebhookRequest[] = [];
  const cutOff: string[] = [];
  const listener = await startListener({
    port: 0,
    clock: { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => {} },
    proof,
    receive: async (request) => {
      received.push(request);
      return reply(request);
    },
    receiveCutOff: (_request, status, complaint) => cutOff.push(`${status} ${complaint}`),
    ...options,
  });
  return { ...listener, received, cutOff };
};
