import type { Path } from '../text/document.ts';
import type { Json, JsonObject } from '../vonage/json.ts';
import type { Option, OptionTable, Value } from '../vonage/ncco/option.ts';
import { readValue } from '../vonage/ncco/read-value.ts';
import type { ActionName } from '../vonage/ncco.ts';

/** A place in an NCCO, as a chain towards the root: a path is only made of it when there is something to report. */
export interface Place {
  readonly parent: Place | undefined;
  readonly step: string | number;
}

/** The NCCO itself, also where it is a part of a larger document. */
export const ROOT: Place = { parent: undefined, step: '' };

export const pathOf = (place: Place): Path => {
  const path: (string | number)[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) path.push(at.step);
  return path.reverse();
};

/** An object that a table describes: an action, an endpoint, or settings such as `dtmf`. */
export interface ObjectNode {
  readonly place: Place;
  readonly is: 'action' | 'endpoint' | 'settings';
  /** `talk`, `phone`, `dtmf`. */
  readonly name: string;
  readonly value: JsonObject;
  readonly options: OptionTable;
  /** The key whose word chose the table: `action`, `type`. */
  readonly by: string | undefined;
  /** The object that this one is an option of. */
  readonly owner: ObjectNode | undefined;
  /** Nobody knows whether the platform looks at it. */
  readonly isUncertain: boolean;
}

export interface ActionNode extends ObjectNode {
  readonly is: 'action';
  readonly name: ActionName;
  readonly index: number;
}

/** The value of an option, or an item of one. */
export interface ValueNode {
  readonly place: Place;
  readonly owner: ObjectNode;
  /** The name of the option, also for its items. */
  readonly name: string;
  readonly option: Option;
  readonly expected: Value;
  /** As it is written. */
  readonly value: Json;
  readonly isUncertain: boolean;
}

/** What is odd about a value of another type than the table has. */
export type Oddity =
  /** A number or a truth value as text, which the platform reads all the same. */
  | 'quoted'
  /** One bare item where a list has to be. */
  | 'bare'
  /** A list where one item has to be. */
  | 'listed'
  /** A word that is none of those. */
  | 'word'
  /** Null as an item of a list, or for an option that has to be there. */
  | 'null'
  | 'type';

export interface MisfitNode extends ValueNode {
  readonly oddity: Oddity;
  /** The platform takes it nevertheless. */
  readonly isRead: boolean;
}

/** Every string of an NCCO, wherever it is. */
export interface TextNode {
  readonly place: Place;
  /** The option that it is, or an item of; undefined inside payloads and headers. */
  readonly name: string | undefined;
  readonly value: string;
}

export const hasOption = ({ value }: Pick<ObjectNode, 'value'>, name: string): boolean =>
  // Most are left out, and that is seen soonest so.
  value[name] !== undefined && value[name] !== null && Object.hasOwn(value, name);

/** The name under which an option is written: its own, or another spelling of it; undefined when it is left out. */
export const writtenAs = (node: ObjectNode, name: string): string | undefined => {
  if (hasOption(node, name)) return name;
  return Object.keys(node.options).find(
    (other) => node.options[other]!.sameAs === name && hasOption(node, other),
  );
};

/** The value of an option as the platform reads it: `"true"` is true. Undefined when it is left out or does not fit. */
export const optionOf = (node: ObjectNode, name: string): Json | undefined => {
  const written = writtenAs(node, name);
  if (written === undefined) return undefined;
  const outcome = readValue(node.options[written]!.value, node.value[written]!, '');
  return 'value' in outcome ? outcome.value : undefined;
};

export const isTrue = (node: ObjectNode, name: string): boolean => {
  const value = node.value[name];
  return (value === true || value === 'true') && Object.hasOwn(node.value, name);
};

export const placeOf = ({ place }: Pick<ObjectNode, 'place'>, name: string): Place => ({
  parent: place,
  step: name,
});

/** A text with `{{ … }}`, of which nobody knows what will stand there. */
export const isTemplate = (value: Json): boolean => typeof value === 'string' && value.includes('{{');
