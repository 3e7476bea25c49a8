import type { Json, JsonObject } from '../vonage/json.ts';
import {
  escapeSsml,
  isSsml,
  isTemplate,
  loadTemplateEngine,
  type Template,
  type TemplateEngine,
  type TemplateFault,
} from './template.ts';

/** An NCCO that is ready to be sent. */
export interface CompiledNcco {
  /** The names of its actions, in order. */
  readonly actions: readonly string[];
  /** Compact JSON, with the values of this webhook where the NCCO has `{{ … }}`. */
  render(
    scope: JsonObject,
  ): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };
  /** The JSON of an NCCO without templates, which is the same for every webhook. */
  readonly constantText: string | undefined;
}

/** A fault of a template in an NCCO: where in the value, and which part of that text. */
export interface NccoFault extends TemplateFault {
  readonly path: readonly (string | number)[];
  /** Set when the name at the path is meant, not its value. */
  readonly isName?: true;
}

/**
 * Parses the templates of an NCCO and serialises the rest, once. What a webhook brings can only become part of a
 * JSON string: the structure around it is text that was made here.
 *
 * @param actions a list of objects that each have a string `action`
 * @param addresses those that templates may name, as `urls.menu` and `wss.bot`
 */
export const compileNcco = async (
  actions: readonly JsonObject[],
  addresses: ReadonlySet<string>,
): Promise<
  | { readonly ok: true; readonly ncco: CompiledNcco }
  | { readonly ok: false; readonly faults: readonly NccoFault[] }
> => {
  const names = actions.map((action) => String(action['action']));
  const text = JSON.stringify(actions);
  // Liquid is not even loaded for an NCCO that has no use for it.
  if (!isTemplate(text))
    return { ok: true, ncco: { actions: names, constantText: text, render: () => ({ ok: true, text }) } };
  const pieces = compilePieces(actions, await loadTemplateEngine(), addresses);
  if (pieces.faults.length > 0) return { ok: false, faults: pieces.faults };
  return {
    ok: true,
    ncco: { actions: names, constantText: undefined, render: (scope) => renderPieces(pieces, scope) },
  };
};

interface Hole {
  readonly template: Template;
  /** Whether Vonage reads it aloud, and would take it for SSML if it began so. */
  readonly isSpoken: boolean;
  readonly isSsml: boolean;
}

/** JSON text with holes: `fixed[0] hole[0] fixed[1] hole[1] … fixed[n]`. */
interface Pieces {
  readonly fixed: string[];
  readonly holes: Hole[];
  readonly faults: NccoFault[];
}

const compilePieces = (
  actions: readonly JsonObject[],
  engine: TemplateEngine,
  addresses: ReadonlySet<string>,
): Pieces => {
  const pieces: Pieces = { fixed: [''], holes: [], faults: [] };
  const put = (text: string): void => {
    pieces.fixed[pieces.fixed.length - 1] += text;
  };
  const putString = (text: string, path: readonly (string | number)[]): void => {
    if (!isTemplate(text)) {
      put(JSON.stringify(text));
      return;
    }
    const template = engine.compile(text, addresses);
    if ('message' in template) {
      pieces.faults.push({ ...template, path });
      return;
    }
    pieces.holes.push({ template, isSpoken: path.length === 2 && path[1] === 'text', isSsml: isSsml(text) });
    pieces.fixed.push('');
  };
  const putValue = (value: Json, path: readonly (string | number)[]): void => {
    if (typeof value === 'string') {
      putString(value, path);
      return;
    }
    if (typeof value !== 'object' || value === null) {
      put(JSON.stringify(value));
      return;
    }
    const isList = Array.isArray(value);
    put(isList ? '[' : '{');
    let isFirst = true;
    for (const [name, inner] of Object.entries(value)) {
      if (!isFirst) put(',');
      isFirst = false;
      if (!isList) put(`${JSON.stringify(name)}:`);
      const at = [...path, isList ? Number(name) : name];
      if (!isList && isTemplate(name)) {
        pieces.faults.push({
          path: at,
          part: '',
          isName: true,
          message: 'a template can stand in a value, not in a name',
        });
      }
      putValue(inner, at);
    }
    put(isList ? ']' : '}');
  };
  putValue(actions, []);
  return pieces;
};

const renderPieces = ({ fixed, holes }: Pieces, scope: JsonObject): ReturnType<CompiledNcco['render']> => {
  let text = fixed[0]!;
  for (let index = 0; index < holes.length; index += 1) {
    const hole = holes[index]!;
    const result = hole.template.render(scope);
    if (!result.ok) return result;
    // A caller's words must not become SSML where the NCCO has plain text.
    const becameSsml = hole.isSpoken && !hole.isSsml && isSsml(result.text);
    text += JSON.stringify(becameSsml ? escapeSsml(result.text) : result.text) + fixed[index + 1]!;
  }
  return { ok: true, text };
};
