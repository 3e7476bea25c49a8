import { expect, it } from 'vitest';
import { callColours } from '../../src/sinks/call-colours.ts';

it('gives each call one number, whichever of its ids is known', () => {
  const colours = callColours();
  expect([
    colours.numberOf([undefined, 'leg-1', 'con-1']),
    colours.numberOf([undefined, 'leg-2', 'con-2']),
    colours.numberOf(['leg-1', 'leg-9', 'con-1']),
    colours.numberOf([undefined, 'leg-9', undefined]),
    colours.numberOf([undefined, undefined]),
    colours.numberOf(['leg-3']),
  ]).toEqual([1, 2, 1, 1, 0, 3]);
});

it('forgets the oldest ids', () => {
  const colours = callColours();
  for (let call = 1; call <= 5000; call++) colours.numberOf([`leg-${call}`]);
  expect([colours.numberOf(['leg-5000']), colours.numberOf(['leg-1'])]).toEqual([5000, 5001]);
});
