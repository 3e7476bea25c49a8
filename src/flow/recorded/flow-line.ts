import type { JsonObject } from '../../vonage/json.ts';
import type { Flow } from '../flow.ts';
import { flowRecord } from '../notice-record.ts';
import { endOf } from './flow-end.ts';
import type { Warning } from './watch.ts';

/** A call as one object of `--json` (docs/events.md, `flow`): what `flow-ended` says, and what is missing. */
export const flowLine = (flow: Flow, warnings: readonly Warning[], isRunning: boolean): JsonObject => {
  const { number: _number, ...record } = flowRecord(flow, 'flow');
  const end = endOf(flow);
  return {
    ...record,
    ...(end !== undefined && { status: end }),
    ended: flow.ended,
    ...(isRunning && { running: true }),
    warnings: warnings.map(({ words }) => words),
  };
};
