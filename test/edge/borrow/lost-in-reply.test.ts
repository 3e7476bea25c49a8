import { expect, it } from 'vitest';
import { lostInReply } from '../../../src/edge/borrow/lost-in-reply.ts';

it.each([
  ['the same', { a: { b: [1] } }, { a: { b: [1] } }, []],
  ['what the platform adds is no loss', { a: {} }, { a: { b: 1 }, c: 2 }, []],
  ['a missing value', { a: { b: 1, c: null } }, { a: { c: null } }, ['a.b']],
  ['a changed list', { a: [1, [2]] }, { a: [1, [3]] }, ['a']],
  ['an object that became text', { a: { b: {} } }, { a: { b: '' } }, ['a.b']],
])('%s', (_name, sent, reply, lost) => {
  expect(lostInReply(sent, reply)).toEqual(lost);
});
