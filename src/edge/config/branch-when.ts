import { compileWhen, type When } from '../../flow/when.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import { type DefinitionDesk, type Place, report } from './definition-desk.ts';

/** Reads the `when` of a branch; undefined when something is wrong in it. */
export const readWhen = (place: Place, value: Json, desk: DefinitionDesk): When | undefined => {
  const { document, path } = place;
  const asked = desk.functions.whenAt(value);
  if (asked) return asked;
  const compiled = compileWhen(value);
  if (!compiled.ok) {
    for (const { field, message } of compiled.faults) {
      report(
        desk,
        place,
        { message: `${field ?? 'when'} ${message}` },
        document.rangeOf(field === undefined ? path : [...path, field]),
      );
    }
    return undefined;
  }
  // Unquoted, 007 is the number 7 to YAML; the webhook would have to say "7". What a program made is written nowhere.
  for (const [field, expected] of Object.entries(isJsonObject(value) ? value : {})) {
    const range = document.rangeOf([...path, field]);
    const written = document.source.text.slice(range.start, range.end);
    if (typeof expected === 'number' && written !== '' && written !== String(expected)) {
      report(
        desk,
        place,
        {
          message: `${field}: ${written} is read as the number ${expected}`,
          hint: `put quotes around it: "${written}"`,
        },
        range,
      );
    }
  }
  return compiled.when;
};
