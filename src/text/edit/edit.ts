import type { Json } from '../../vonage/json.ts';
import type { Path } from '../document.ts';

/**
 * One change of a document; all paths lead from the root of the document as it was before the change. Whoever applies
 * it to a text keeps comments, order and formatting of everything else.
 */
export type Edit =
  | { readonly do: 'replace-value'; readonly path: Path; readonly value: Json }
  | { readonly do: 'rename-key'; readonly path: Path; readonly name: string }
  | { readonly do: 'remove-key'; readonly path: Path }
  /** `path` is the object that gets the new key, at its end. */
  | { readonly do: 'insert-key'; readonly path: Path; readonly name: string; readonly value: Json }
  /** `x` becomes `[x]`. */
  | { readonly do: 'wrap-in-array'; readonly path: Path }
  /** The value at `path` becomes what it has at `part`: `{ "ncco": [x] }` becomes `[x]`, `["x"]` becomes `"x"`. */
  | { readonly do: 'replace-by-part'; readonly path: Path; readonly part: Path };
