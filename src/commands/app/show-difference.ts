import type { Difference } from '../../edge/configure/describe-change.ts';
import { paletteFor } from '../../sinks/palette.ts';
import type { Output } from '../../world.ts';

/** Differences as lines: a name, and under it what goes (-) and what comes (+), in colour where there is any. */
export const showDifferences = (
  differences: readonly Difference[],
  output: Pick<Output, 'colorLevel'>,
): string => {
  const { strong, good, bad } = paletteFor(output);
  return differences
    .map(({ name, before, after }) =>
      [
        `  ${strong(name)}`,
        ...(before === undefined ? [] : [bad(`    - ${before}`)]),
        ...(after === undefined ? [] : [good(`    + ${after}`)]),
        '',
      ].join('\n'),
    )
    .join('');
};
