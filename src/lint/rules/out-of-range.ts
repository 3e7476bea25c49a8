import type { NumberValue } from '../../vonage/ncco/option.ts';
import type { Rule } from '../rule.ts';

export const outOfRange: Rule = {
  id: 'out-of-range',
  severity: 'error',
  law: 'A number lies within the bounds of its option.',
  why: 'Vonage may refuse the NCCO or take another value than the one that you wrote.',
  source: 'ncco.md §2, §4 to §7, §9, §11, §15 rows 23 and 27, §16',
  note: 'A warning where Vonage takes the nearest bound instead (`wait`), and where its own sources have different bounds.',
  create: ({ report }) => ({
    outOfBounds({ expected, value, place, name, isUncertain }) {
      if ((expected.is !== 'integer' && expected.is !== 'number') || typeof value !== 'number') return;
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, widest } = expected;
      if (value >= min && value <= max) return;
      const isDisputed = widest !== undefined && value >= (widest.min ?? min) && value <= (widest.max ?? max);
      const isClamped = expected.outside === 'clamped';
      report({
        place,
        isUncertain: isUncertain || isDisputed || isClamped,
        message: `"${name}" is ${value}; allowed: ${boundsOf(expected)}`,
        ...(isDisputed && { why: 'Older descriptions and SDKs allow it, the present reference does not.' }),
        ...(isClamped && { why: `Vonage takes ${value < min ? min : max} instead, without a word.` }),
      });
    },
  }),
};

const boundsOf = ({ min, max, unit }: NumberValue): string => {
  const words = unit === undefined ? '' : ` ${unit}`;
  if (max === undefined) return `${min} or more${words}`;
  return min === undefined ? `${max} or less${words}` : `${min} to ${max}${words}`;
};
