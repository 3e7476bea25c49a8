import { compileNcco, type NccoFault } from '../../flow/compiled-ncco.ts';
import type { Ncco } from '../../flow/ncco-book.ts';
import type { Range } from '../../text/source-text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { type DefinitionDesk, type Place, report } from './definition-desk.ts';
import { found } from './found.ts';

/** Reads a list of actions and compiles its templates; undefined when something is wrong in it. */
export const readActions = async (
  place: Place,
  entries: readonly Json[],
  desk: DefinitionDesk,
): Promise<Ncco | undefined> => {
  const actions: JsonObject[] = [];
  for (const [index, entry] of entries.entries()) {
    const range = place.document.rangeOf([...place.path, index]);
    if (!isJsonObject(entry))
      report(
        desk,
        place,
        { message: `${found(entry)} is no action`, hint: 'an action is an object with an "action"' },
        range,
      );
    else if (!('action' in entry))
      report(
        desk,
        place,
        {
          message: 'this has no "action"',
          hint: 'every entry of an NCCO says what to do: { "action": "talk", … }',
        },
        range,
      );
    else if (typeof entry['action'] !== 'string') {
      const at = place.document.rangeOf([...place.path, index, 'action']);
      report(
        desk,
        place,
        {
          message: `action is ${found(entry['action'])}`,
          hint: 'it has to be the name of an action, such as "talk"',
        },
        at,
      );
    } else actions.push(entry);
  }
  if (actions.length < entries.length) return undefined;
  const compiled = await compileNcco(actions, desk.addresses);
  if (compiled.ok) return { kind: 'actions', label: place.label, ncco: compiled.ncco };
  for (const fault of compiled.faults) report(desk, place, fault, faultRange(place, fault));
  return undefined;
};

/** The part that is to blame when it is written as it is meant, else the whole text. */
const faultRange = ({ document, path }: Place, fault: NccoFault): Range => {
  if (fault.isName) return document.keyRangeOf([...path, ...fault.path]);
  const range = document.rangeOf([...path, ...fault.path]);
  const at = fault.part === '' ? -1 : document.source.text.slice(range.start, range.end).indexOf(fault.part);
  return at === -1 ? range : { start: range.start + at, end: range.start + at + fault.part.length };
};
