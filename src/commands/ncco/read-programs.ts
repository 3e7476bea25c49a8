import { dirname, resolve } from 'node:path';
import { readTextFile } from '../../edge/config/read-text-file.ts';
import { type NccoText, readNccoFiles } from '../../edge/ncco-files.ts';
import { badUsage, type Failure } from '../../failure.ts';
import { maskJson } from '../../flow/mask.ts';
import type { Plan, Program } from '../../picture/plan.ts';
import type { ParsedDocument } from '../../text/document.ts';
import { readDocument } from '../../text/read-document.ts';
import { placeName, sourceText } from '../../text/source-text.ts';
import type { Json } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { actionsOf, filesNamedIn, planProgram } from './plan-program.ts';

/** The texts of what was named. Fails for what is not there or cannot be read. */
export const readTexts = async (named: readonly string[], world: World): Promise<readonly NccoText[]> => {
  const files = named.filter((name) => name !== '-');
  return [
    ...(named.length > files.length ? [await readStdin(world)] : []),
    ...(await readNccoFiles(files, world.cwd)),
  ];
};

/**
 * The programs in texts: a file each, a config with the files that it names. Fails for a text that is no JSON or YAML,
 * and for one that holds no NCCO at all; faults inside an NCCO are none here.
 */
export const readPrograms = async (
  texts: readonly NccoText[],
  named: readonly string[],
  { cwd }: World,
): Promise<readonly Program[]> => {
  const found: { readonly text: NccoText; readonly program: Program }[] = [];
  /** Files of a folder that a config in it names are in the config's picture. */
  const taken = new Set<string>();
  for (const text of texts) {
    const value = await valueIn(text, cwd);
    if (value === undefined) continue;
    const folder = dirname(resolve(cwd, text.name));
    const plans = new Map<string, Plan>();
    for (const file of filesNamedIn(value)) {
      plans.set(file, await planFile(resolve(folder, file), file));
      taken.add(resolve(folder, file));
    }
    const program = planProgram(text.name, value, plans, text.language === 'program');
    if (program) found.push({ text, program });
    else if (!text.isFound) throw holdsNone(text.name);
  }
  const shown = found.filter(({ text }) => !text.isFound || !taken.has(resolve(cwd, text.name)));
  if (shown.length === 0) throw holdsNone(named.join(', '));
  return shown.map(({ program }) => program);
};

const readStdin = async ({ keyboard }: World): Promise<NccoText> => {
  const text = await keyboard.readAll();
  return { name: '<stdin>', text, language: /^\s*[[{]/.test(text) ? 'json' : 'yaml', isFound: false };
};

/** Without secrets: what is drawn is shown around. */
const valueIn = async (
  { name, text, language, isFound }: NccoText,
  directory: string,
): Promise<Json | undefined> => {
  if (language === 'program') {
    const { runProgram } = await import('./lint-program.ts');
    return maskJson((await runProgram(name, { directory })).value);
  }
  const parsed = await readDocument(sourceText(name, text), language);
  const document = parsed.ok ? parsed : parsed.readable;
  if (document) return maskJson(document.value);
  if (isFound || parsed.ok) return undefined;
  throw unreadable(name, text, parsed);
};

/** A file that a config names. What is wrong with it stands in the picture: the rest of the config is worth seeing. */
const planFile = async (path: string, file: string): Promise<Plan> => {
  const read = await readTextFile(path);
  if (!read.ok) return { kind: 'nothing', why: `${file} cannot be read: ${read.why}` };
  const parsed = await readDocument(sourceText(file, read.text), /\.json$/i.test(path) ? 'json' : 'yaml');
  const document = parsed.ok ? parsed : parsed.readable;
  const actions = document && actionsOf(maskJson(document.value));
  return actions ? { kind: 'actions', actions, file } : { kind: 'nothing', why: `${file} holds no NCCO` };
};

const unreadable = (name: string, text: string, parsed: Extract<ParsedDocument, { ok: false }>): Failure => {
  const [{ message, range }] = parsed.problems;
  return badUsage({
    what: `${placeName(sourceText(name, text), range.start)}: ${message}`,
    why: 'nothing can be shown of a text that cannot be read',
    tryThis: `see the place: vonage-flow ncco validate ${name === '<stdin>' ? '- < file' : name}`,
  });
};

const holdsNone = (name: string): Failure =>
  badUsage({
    what: `There is no NCCO in ${name}`,
    why: 'An NCCO is a list of actions: [{ "action": "talk", "text": "Hello" }]',
    tryThis: [
      'name a file that holds one, or a config',
      'or begin with a ready-made one: vonage-flow ncco init',
    ],
  });
