// A caller is greeted by the time of day, says or presses what they want, and is put through.
//
//   vonage-flow listen --emulator --call --press 1
//
// In an editor: npm install --save-dev vonage-flow, for completion and type errors.
import { defineConfig } from 'vonage-flow';
import { connectTo } from './nccos/connect-to.ts';
import { greeting } from './nccos/greeting.ts';

/** Who is reached by which key, and by which words. */
const DESKS = [
  { key: '1', words: /sales|buy|price/i, number: '14155550101' },
  { key: '2', words: /support|help|broken/i, number: '14155550102' },
];

export default defineConfig({
  numbers: ['14155550100'],
  answer: 'welcome',
  nccos: {
    // A function of the webhook, and of the addresses that this run has.
    welcome: (webhook, { urls }) =>
      greeting({ hour: new Date().getHours(), from: webhook.from, next: urls.menu ?? '' }),
    menu: [
      ...DESKS.map(({ key, number }) => ({ when: { 'dtmf.digits': key }, ncco: connectTo(number) })),
      ...DESKS.map(({ words, number }) => ({
        when: { 'speech.results.0.text': words },
        ncco: connectTo(number),
      })),
      { ncco: 'again' },
    ],
    again: [{ action: 'talk', text: 'Sorry, I did not get that. Goodbye.' }],
  },
});
