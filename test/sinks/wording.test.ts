import { expect, it } from 'vitest';
import { shortPrice } from '../../src/sinks/wording.ts';

it.each([
  ['0.00180000', '0.0018'],
  ['12.50000000', '12.50'],
  ['0.00000000', '0.00'],
  ['0.00732001', '0.00732001'],
  ['0.00', '0.00'],
  ['0', '0'],
  ['100', '100'],
  ['free of charge, 1.00000', 'free of charge, 1.00000'],
])('a price of %s is shown as %s', (price, shown) => {
  expect(shortPrice(price)).toBe(shown);
});
