import type { TextProblem } from './document.ts';
import { positionAt, type Range, type SourceText } from './source-text.ts';

/** A name that an object has twice; points at the second and tells where the first is. */
export const duplicateKey = (source: SourceText, name: string, first: Range, again: Range): TextProblem => ({
  message: `duplicate key ${JSON.stringify(name)}: it is already on line ${positionAt(source, first.start).line}`,
  range: again,
  kind: 'duplicate-key',
  first,
});
