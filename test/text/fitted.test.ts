import { expect, it } from 'vitest';
import { fitted } from '../../src/text/fitted.ts';

const terminal = { isTerminal: true, columns: () => 40 };
const TEXT = `Until you stop, its calls and events come to this computer.
  voice.answer  https://calls.example.com/answer  (answers)
Borrow them? [y/N] `;

it('breaks lines between words, keeps their indent, and the blank behind a question', () => {
  expect(fitted(TEXT, terminal)).toBe(`Until you stop, its calls and events
come to this computer.
  voice.answer
  https://calls.example.com/answer
  (answers)
Borrow them? [y/N] `);
});

it('gives a pipe the whole lines', () => {
  expect(fitted(TEXT, { ...terminal, isTerminal: false })).toBe(TEXT);
});
