import { placeOf, writtenAs } from '../node.ts';
import type { Rule } from '../rule.ts';

export const bothDetections: Rule = {
  id: 'both-detections',
  severity: 'info',
  law: 'A `connect` has one kind of machine detection.',
  why: 'The advanced one goes before; "machineDetection" has no effect.',
  source: 'ncco.md §4, §5, §15 row 31',
  create: ({ report }) => ({
    'option connect.machineDetection'(node) {
      const advanced = writtenAs(node, 'advancedMachineDetection');
      if (advanced === undefined) return;
      report({
        place: placeOf(node, 'machineDetection'),
        atName: true,
        message: '"machineDetection" has no effect beside "advancedMachineDetection"',
        suggestion: 'leave it out',
        related: [{ place: placeOf(node, advanced), atName: true, message: 'the advanced one is here' }],
        fix: {
          title: 'leave it out',
          edits: [{ do: 'remove-key', place: placeOf(node, 'machineDetection') }],
        },
      });
    },
  }),
};
