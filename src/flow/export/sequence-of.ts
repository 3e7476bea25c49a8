import { type Flow, LIFELINES, type Lifeline, type Moment } from '../flow.ts';
import { maskText } from '../mask.ts';
import { mirrorsVoice } from '../mirrors-voice.ts';

/** The parties of the event flow (DESIGN §1), as they stand at the top of the picture. */
const NAMES: Readonly<Record<Lifeline, string>> = {
  client: 'Client',
  application: 'Application',
  backend: 'Backend',
  voice: 'Voice API',
  conversation: 'Conversation API',
};

/** More of a label would make the picture wide, and a body of a megabyte a picture of nothing else. */
const LONGEST_LABEL = 120;

/**
 * A call as a Mermaid sequence diagram: five lifelines, an arrow for each moment, dashed when it is inferred. RTC events
 * that repeat a voice event are left out unless `all` is wanted.
 */
export const sequenceOf = (flow: Flow, { all }: { readonly all: boolean }): string => {
  const hasVoice = flow.moments.some(({ step }) => step === '5a');
  const drawn = flow.moments.filter(
    ({ step, label }) => all || step !== '5b' || !hasVoice || !mirrorsVoice(label),
  );
  return [
    'sequenceDiagram',
    ...LIFELINES.map((lifeline) => `  participant ${lifeline} as ${NAMES[lifeline]}`),
    ...drawn.map((moment) => `  ${arrow(moment, flow.startedAt)}`),
    '',
  ].join('\n');
};

const arrow = ({ from, to, step, label, at, inferred }: Moment, startedAt: number): string => {
  const after = `${((at - startedAt) / 1000).toFixed(3)} s`;
  return `${from}${inferred ? '-->>' : '->>'}${to}: ${step} ${worded(label)} (${after})`;
};

/** Only letters, digits and a few harmless signs stand as they are: all others have a meaning somewhere in Mermaid or HTML. */
const worded = (text: string): string => {
  const masked = maskText(text);
  const cut = masked.length > LONGEST_LABEL ? `${masked.slice(0, LONGEST_LABEL - 1)}…` : masked;
  return [...cut].map(escaped).join('');
};

const escaped = (character: string): string => {
  if (/[\p{L}\p{N} .,()+=/→·…“”_*-]/u.test(character) || character === ':') return character;
  const code = character.codePointAt(0) ?? 0;
  // Controls, marks that turn text round and halves of pairs cannot be drawn.
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? '·' : `#${code};`;
};
