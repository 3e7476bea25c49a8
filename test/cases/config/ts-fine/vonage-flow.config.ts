#!/usr/bin/env node
import { defineConfig, type WebhookFields } from 'vonage-flow';
import type { Nothing } from './there-is-no-such-file';
import { sales } from './nccos/sales';
import greeting from './nccos/greeting.json' with { type: 'json' };

enum Keys {
  Sales = '1',
}

const numbers = await Promise.resolve<readonly string[]>(['14155550100']);
const isBritish = ({ from }: WebhookFields): boolean => from?.startsWith('44') ?? false;
export type Unused = Nothing;

export default defineConfig({
  numbers,
  publicUrl: undefined,
  answer: [{ when: isBritish, ncco: 'british' }, { ncco: 'greeting' }],
  nccos: {
    greeting,
    sales,
    british: async ({ from }) => [{ action: 'talk', text: `Hello ${from}`, language: 'en-GB' }],
    file: './nccos/file.yaml',
    menu: [
      { when: { 'dtmf.digits': Keys.Sales }, ncco: 'sales' },
      { when: { 'speech.results.0.text': /billing/i }, ncco: () => 'greeting' },
      { ncco: 'greeting' },
    ],
  },
});
