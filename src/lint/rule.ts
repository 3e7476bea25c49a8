import type { Json } from '../vonage/json.ts';
import type { TextFormat } from '../vonage/ncco/option.ts';
import type { ActionName, EndpointType } from '../vonage/ncco.ts';
import type { Edit, Severity } from './diagnostic.ts';
import type { ActionNode, MisfitNode, ObjectNode, Place, TextNode, ValueNode } from './node.ts';
import type { UnknownName } from './unknown-name.ts';

/** A kind of fault: its file in `rules/` bears its id, and the id is printed with every finding. */
export interface Rule {
  readonly id: string;
  /** Of its findings; some are milder. */
  readonly severity: Severity;
  /** What the rule demands, in one sentence. */
  readonly law: string;
  /** Why it matters on a call. */
  readonly why: string;
  /** Page and section of the fact. */
  readonly source: string;
  /** More for the manual: what is not reported and why. */
  readonly note?: string;
  /** It cannot be switched off: where it finds something, nothing else can be found. */
  readonly isAlwaysOn?: true;
  /**
   * Made once for many NCCOs. What a rule has to remember it keeps in variables of its `ncco` function, so nothing
   * has to be cleared.
   */
  readonly create: (context: Context) => Visitor;
}

/** What a rule may ask, and where it reports. */
export interface Context {
  /** `{{ … }}` in texts is filled in before the NCCO is sent. */
  readonly fillsTemplates: boolean;
  /** Addresses that templates may name, as `urls.menu` and `wss.bot`; undefined when nobody knows. */
  readonly addresses: ReadonlySet<string> | undefined;
  /** Names of `urls.…` whose reply is always an NCCO. */
  readonly answeringAddresses: ReadonlySet<string> | undefined;
  /** The users of the application; undefined when nobody knows. */
  readonly users: ReadonlySet<string> | undefined;
  /** The calls are made on this machine: its own addresses are good ones. */
  readonly reachesLocalhost: boolean;
  report(finding: Finding): void;
}

export interface Finding {
  readonly place: Place;
  /** The name of the value is meant, not the value. */
  readonly atName?: true;
  /** Only this part of the text is meant; `offset` counts in the value, not in the source. */
  readonly part?: TextPart;
  /** Milder than the rule's. */
  readonly severity?: Severity;
  /** Nobody knows whether the platform looks at it: an error becomes a warning. */
  readonly isUncertain?: boolean;
  readonly message: string;
  /** Instead of the rule's. */
  readonly why?: string;
  readonly suggestion?: string | undefined;
  readonly related?: readonly RelatedFinding[];
  readonly fix?: PlacedFix | undefined;
}

export interface TextPart {
  readonly text: string;
  readonly offset: number;
}

export interface RelatedFinding {
  readonly place: Place;
  readonly atName?: true;
  readonly message: string;
}

/** A fix that still has places; see `Fix`. */
export interface PlacedFix {
  readonly title: string;
  readonly edits: readonly PlacedEdit[];
  readonly isSafe?: boolean;
}

export type PlacedEdit = PlaceInsteadOfPath<Edit>;

type PlaceInsteadOfPath<E> = E extends { readonly path: unknown }
  ? Omit<E, 'path'> & { readonly place: Place }
  : never;

/** The functions that a rule has are called for the parts of an NCCO in its order; `ncco` comes last. */
export type Visitor = {
  /** The root when it is no list. */
  root?(value: Json): void;
  /** The list as a whole: its actions, with undefined for entries that are none. */
  ncco?(actions: readonly (ActionNode | undefined)[]): void;
  /** An entry that is no action, or none that exists. */
  entry?(value: Json, place: Place): void;
  /** An endpoint that has no type, or none that exists. */
  strangeEndpoint?(node: ValueNode): void;
  /** An object without one of its required options. */
  lacking?(node: ObjectNode): void;
  /** A name that the table of its object does not have, and what it may have been meant for. */
  unknown?(name: string, node: ObjectNode, meaning: UnknownName): void;
  /** An option that is there, and is deprecated, undocumented or another spelling. */
  oddOption?(node: ValueNode): void;
  /** A value that is not of the type that it should be. Where it is read nevertheless, the functions below follow. */
  misfit?(node: MisfitNode): void;
  /** A number outside the bounds of its option. */
  outOfBounds?(node: ValueNode): void;
  /** A list with too few or too many items. */
  wrongCount?(node: ValueNode): void;
  emptyText?(node: ValueNode): void;
  /** A text that is spoken, when it has a tag or is long. */
  spoken?(node: ValueNode & { readonly value: string }): void;
  /** A text with signs of a template or of a variable without a value, also in payloads and headers. */
  oddText?(node: TextNode): void;
} & {
  /** The same, but only of an NCCO in which an action has this option or is called so. */
  [W in `ncco with ${string}`]?: (actions: readonly (ActionNode | undefined)[]) => void;
} & {
  [A in `action ${ActionName}`]?: (node: ActionNode) => void;
} & {
  [E in `endpoint ${EndpointType}`]?: (node: ObjectNode) => void;
} & {
  /** An action or an endpoint that has this option (`option talk.style`), with another value than null. */
  [O in `option ${ActionName | EndpointType}.${string}`]?: (node: ObjectNode) => void;
} & {
  /** A text of this format, not empty and without `{{ … }}`. Plain texts about which a table says nothing are passed over. */
  [F in `text ${TextFormat | 'plain'}`]?: (node: ValueNode & { readonly value: string }) => void;
};
