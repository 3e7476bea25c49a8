import type { JsonObject } from '../vonage/json.ts';
import type { NumberValue, Option } from '../vonage/ncco/option.ts';

/** For editors that show text as it is. */
export const plainWords = (markdown: string): string => markdown.replaceAll('`', '"');

/** What an editor shows over the name of an option. */
export const wordsFor = (option: Option): JsonObject => {
  const facts = [boundsOf(option), defaultOf(option), STANDINGS[option.standing ?? 'usual']].filter(
    (fact) => fact !== undefined,
  );
  return {
    description: plainWords(option.about),
    markdownDescription: [option.about, ...(facts.length > 0 ? [facts.join(' ')] : [])].join('\n\n'),
  };
};

const boundsOf = ({ value }: Option): string | undefined => {
  if (value.is === 'text')
    return value.maxLength === undefined ? undefined : `At most ${value.maxLength} characters.`;
  if (value.is !== 'integer' && value.is !== 'number') return undefined;
  const { min, max, unit }: NumberValue = value;
  const words = unit === undefined ? '' : ` ${unit}`;
  if (min !== undefined && max !== undefined) return `From ${min} to ${max}${words}.`;
  return min === undefined ? undefined : `${min} or more${words}.`;
};

const defaultOf = ({ default: taken }: Option): string | undefined =>
  taken === undefined ? undefined : `Default: \`${JSON.stringify(taken)}\`.`;

const STANDINGS: Readonly<Record<NonNullable<Option['standing']> | 'usual', string | undefined>> = {
  usual: undefined,
  beta: 'Beta.',
  deprecated: 'Deprecated.',
  legacy: 'The form of before 2020.',
  undocumented: 'Not documented by Vonage.',
};

/** What is old or another spelling is understood, but no editor should offer it. */
export const standingOf = ({ standing, sameAs, about }: Option): JsonObject => {
  const isOld = standing === 'deprecated' || standing === 'legacy';
  return {
    ...(isOld && { deprecated: true, deprecationMessage: plainWords(about) }),
    ...((isOld || standing === 'undocumented' || sameAs !== undefined) && { doNotSuggest: true }),
  };
};
