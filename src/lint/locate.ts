import type { Document } from '../text/document.ts';
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
  readonly base: readonly (string | number)[];
}

/** A finding with its places as paths and, when there is a text, as ranges. */
export const diagnosticOf = (rule: Rule, severity: Severity, finding: Finding, site: Site): Diagnostic => {
  const path = fullPath(finding.place, site);
  return {
    rule: rule.id,
    severity,
    message: finding.message,
    why: finding.why ?? rule.why,
    ...(finding.suggestion !== undefined && { suggestion: finding.suggestion }),
    path,
    ...rangeIn(site, path, finding),
    related: (finding.related ?? []).map((related) => relatedPlace(related, site)),
    ...(finding.fix && { fix: fixAt(finding.fix, site) }),
  };
};

const fullPath = (place: Place, { base }: Site): (string | number)[] => [...base, ...pathOf(place)];

const rangeIn = (
  { document }: Site,
  path: readonly (string | number)[],
  { atName, part }: Pick<Finding, 'atName' | 'part'>,
): { range?: Range } => {
  if (!document) return {};
  const range = atName ? document.keyRangeOf(path) : document.rangeOf(path);
  return { range: part ? partRange(document.source.text, range, part) : range };
};

const relatedPlace = (related: RelatedFinding, site: Site): RelatedPlace => {
  const path = fullPath(related.place, site);
  return { path, message: related.message, ...rangeIn(site, path, related) };
};

const fixAt = ({ title, edits }: PlacedFix, site: Site): Fix => ({
  title,
  edits: edits.map((edit) => editAt(edit, site)),
});

const editAt = ({ place, ...edit }: PlacedEdit, site: Site): Edit =>
  // A place and a path are the same thing in two forms.
  ({ ...edit, path: fullPath(place, site) }) as Edit;
