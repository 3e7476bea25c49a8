import { structuredPatch } from 'diff';

export interface DiffLine {
  readonly kind: 'head' | 'place' | 'gone' | 'new' | 'same';
  /** Without its line break, which may end in a carriage return of the text. */
  readonly text: string;
}

/** The change of a text as a unified diff, which `patch -p1` and `git apply` take. Nothing when nothing changed. */
export const unifiedDiff = (name: string, before: string, after: string): readonly DiffLine[] => {
  if (before === after) return [];
  const { hunks } = structuredPatch(`a/${name}`, `b/${name}`, before, after, '', '', { context: 3 });
  return [
    { kind: 'head', text: `--- a/${name}` },
    { kind: 'head', text: `+++ b/${name}` },
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }): readonly DiffLine[] => [
      { kind: 'place', text: `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@` },
      ...lines.map((text): DiffLine => ({ kind: KINDS[text.charAt(0)] ?? 'same', text })),
    ]),
  ];
};

const KINDS: Readonly<Record<string, DiffLine['kind']>> = { '-': 'gone', '+': 'new' };
