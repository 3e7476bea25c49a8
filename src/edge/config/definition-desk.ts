import type { Document, Path } from '../../text/document.ts';
import type { Range } from '../../text/source-text.ts';
import type { ConfigProblem } from './config-problem.ts';
import type { NccoFiles } from './ncco-files.ts';
import type { ConfigFunctions } from './program/config-functions.ts';

/** What definitions may refer to, and where their faults go. */
export interface DefinitionDesk {
  /** Names of the config's NCCOs. */
  readonly names: ReadonlySet<string>;
  /** Public addresses that templates may name: `urls.menu`, `wss.bot`. */
  readonly addresses: ReadonlySet<string>;
  readonly files: NccoFiles;
  readonly functions: ConfigFunctions;
  readonly problems: ConfigProblem[];
}

/** A place in a document, and what the NCCO there is called when it is served. */
export interface Place {
  readonly document: Document;
  readonly path: Path;
  readonly label: string;
}

/** What was found, and what is allowed. */
export interface Complaint {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Adds a fault at the place, or at a part of it. */
export const report = (desk: DefinitionDesk, place: Place, complaint: Complaint, range?: Range): void => {
  desk.problems.push({
    source: place.document.source,
    range: range ?? place.document.rangeOf(place.path),
    message: complaint.message,
    hint: complaint.hint,
  });
};
