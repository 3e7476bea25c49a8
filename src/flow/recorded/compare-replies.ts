import { unifiedDiff } from '../../text/unified-diff.ts';
import { parseJson } from '../../vonage/json.ts';
import { maskText } from '../mask.ts';

/** A reply of now or of then. */
export interface ComparedReply {
  readonly status: number;
  readonly text: string;
  /** Origins under which the server knew itself: they differ from run to run, and that says nothing. */
  readonly origins: readonly string[];
}

export interface Comparison {
  readonly isSame: boolean;
  /** The change of the body, JSON laid out; nothing when it is the same. */
  readonly diff: readonly { readonly kind: 'gone' | 'new' | 'same'; readonly text: string }[];
}

/** What has become of a reply. */
export const compareReplies = (before: ComparedReply, after: ComparedReply): Comparison => {
  const [old, fresh] = [laidOut(before), laidOut(after)];
  const diff = unifiedDiff('reply', old, fresh).flatMap(({ kind, text }) =>
    // What diff says of the end of a file is no line of it.
    kind === 'head' || kind === 'place' || text.startsWith('\\') ? [] : [{ kind, text }],
  );
  return { isSame: before.status === after.status && old === fresh, diff };
};

const laidOut = ({ text, origins }: ComparedReply): string => {
  const value = parseJson(text);
  const laid = maskText(value === undefined ? text : JSON.stringify(value, null, 2));
  return origins.reduce((shown, origin) => shown.replaceAll(origin, '<origin>'), laid);
};
