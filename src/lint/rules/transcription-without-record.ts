import { hasOption, isTemplate, isTrue, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const transcriptionWithoutRecord: Rule = {
  id: 'transcription-without-record',
  severity: 'error',
  law: 'In a `conversation` "transcription" needs "record": true.',
  why: 'Without a recording there is nothing to write down.',
  source: 'ncco.md §3, §15 row 11',
  create: ({ report }) => ({
    'option conversation.transcription'(node) {
      if (isTrue(node, 'record') || isTemplate(node.value['record'] ?? null)) return;
      report({
        place: placeOf(node, 'transcription'),
        atName: true,
        message: '"transcription" without "record": true',
        suggestion: 'add "record": true',
        fix: hasOption(node, 'record')
          ? undefined
          : {
              title: 'add "record": true',
              edits: [{ do: 'insert-key', place: node.place, name: 'record', value: true }],
            },
      });
    },
  }),
};
