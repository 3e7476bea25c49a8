import type { Document, Path } from '../text/document.ts';
import type { Range } from '../text/source-text.ts';
import type { Diagnostic, Edit, Fix, RelatedPlace, Severity } from './diagnostic.ts';
import { type Place, pathOf } from './node.ts';
import { partRange } from './part-range.ts';
import type { Finding, PlacedEdit, PlacedFix, RelatedFinding, Rule } from './rule.ts';

/** Where the NCCO is. */
export interface Site {
  /** The text it was read from; without it diagnostics have paths only. */
  readonly document: Document | undefined;
  /** Where in the document the NCCO is. */
  readonly base: Path;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A finding with its places as paths and, when there is a text, as ranges. */
export const diagnosticOf = (rule: Rule, severity: Severity, finding: Finding, site: Site): Diagnostic => {
  const { message, why = rule.why, suggestion, related, fix } = finding;
  const path = fullPath(finding.place, site);
  const diagnostic: Writable<Diagnostic> = { rule: rule.id, severity, message, why, path, related: NOTHING };
  const range = rangeIn(site, path, finding);
  if (range) diagnostic.range = range;
  if (suggestion !== undefined) diagnostic.suggestion = suggestion;
  if (related) diagnostic.related = related.map((other) => relatedPlace(other, site));
  if (fix) diagnostic.fix = fixAt(fix, site);
  return diagnostic;
};

const NOTHING: readonly RelatedPlace[] = [];

const fullPath = (place: Place, { base }: Site): Path =>
  base.length === 0 ? pathOf(place) : [...base, ...pathOf(place)];

const rangeIn = (
  { document }: Site,
  path: Path,
  { atName, part }: Pick<Finding, 'atName' | 'part'>,
): Range | undefined => {
  if (!document) return undefined;
  const range = atName ? document.keyRangeOf(path) : document.rangeOf(path);
  return part ? partRange(document.source.text, range, part) : range;
};

const relatedPlace = (related: RelatedFinding, site: Site): RelatedPlace => {
  const path = fullPath(related.place, site);
  const range = rangeIn(site, path, related);
  return range ? { path, range, message: related.message } : { path, message: related.message };
};

const fixAt = ({ title, edits, isSafe = false }: PlacedFix, site: Site): Fix => ({
  title,
  isSafe,
  edits: edits.map((edit) => editAt(edit, site)),
});

const editAt = (edit: PlacedEdit, site: Site): Edit => {
  const path = fullPath(edit.place, site);
  switch (edit.do) {
    case 'replace-value':
      return { do: edit.do, path, value: edit.value };
    case 'rename-key':
      return { do: edit.do, path, name: edit.name };
    case 'insert-key':
      return { do: edit.do, path, name: edit.name, value: edit.value };
    case 'replace-by-part':
      return { do: edit.do, path, part: edit.part };
    case 'remove-key':
    case 'wrap-in-array':
      return { do: edit.do, path };
    default:
      return edit satisfies never;
  }
};
