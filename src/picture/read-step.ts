import { isJsonObject, type Json } from '../vonage/json.ts';
import { ACTIONS, isActionName, readNcco } from '../vonage/ncco.ts';
import { setAsideTemplates } from './set-aside-templates.ts';
import { type Ways, waysOf } from './ways.ts';
import { oneLine, type Said } from './words/said.ts';
import { sayAction } from './words/say-action.ts';

/** One action, understood as far as it can be. */
export interface Step extends Said, Ways {
  readonly action?: string;
  readonly fault?: string;
}

/** Reads an action as the platform does; one that it would refuse is shown with the reason, and the rest goes on. */
export const readStep = (written: Json): Step => {
  if (!isJsonObject(written)) return refused('something that is no action', undefined, 'not an object');
  const action = written['action'];
  if (!isActionName(action)) {
    return typeof action === 'string'
      ? refused(`does not run: ${oneLine(action)}`, action, `there is no action "${oneLine(action)}"`)
      : refused('something that is no action', undefined, 'it has no "action"');
  }
  const { value, templates } = setAsideTemplates(written, ACTIONS[action]);
  const read = readNcco([value]);
  if (!read.ok) {
    const where = read.where.replace(/^\[0\]\.?/, '');
    return refused(
      `does not run: ${action}`,
      action,
      where === '' ? read.detail : `${where}: ${read.detail}`,
    );
  }
  // One was given, so one came back.
  const understood = read.ncco[0]!;
  const { words, details } = sayAction(understood);
  return { action, words, details: [...details, ...templates.map(oneLine)], ...waysOf(understood) };
};

const refused = (words: string, action: string | undefined, fault: string): Step => ({
  words,
  details: [],
  ways: [],
  goesOn: 'always',
  ...(action !== undefined && { action }),
  fault,
});
