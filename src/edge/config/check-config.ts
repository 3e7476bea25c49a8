import { nameCycle } from '../../flow/name-cycle.ts';
import { type Ncco, nccoBook, SLOT_URL_NAMES } from '../../flow/ncco-book.ts';
import { endsInNeeded } from '../../flow/redact/field-paths.ts';
import { BUILT_IN_SOCKETS } from '../../flow/sockets/built-in-sockets.ts';
import type { Document } from '../../text/document.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import type { Config } from './config.ts';
import { issueProblems, valueAtPath } from './config-issues.ts';
import type { ConfigProblem } from './config-problem.ts';
import { configSchema } from './config-schema.ts';
import type { DefinitionDesk } from './definition-desk.ts';
import { found } from './found.ts';
import { readLintSettings } from './lint-settings.ts';
import { NCCO_NAME, readDefinition } from './ncco-definitions.ts';
import { nccoFiles, type ReadTextFile } from './ncco-files.ts';
import { type ConfigFunctions, NO_FUNCTIONS } from './program/config-functions.ts';

/** Names lead to names, and are followed one by one; a config of more is made by a mistake. */
const MOST_NCCOS = 1000;

/** Names that `urls` cannot have. */
const RESERVED: ReadonlySet<string> = new Set([...SLOT_URL_NAMES, '__proto__']);

export interface ConfigFolders {
  readonly directory: string;
  readonly cwd: string;
  /** Is told of each NCCO file that the config names, before it is read. */
  readonly seen?: ((file: string) => void) | undefined;
  /** Reads an NCCO file instead of the disk. */
  readonly readText?: ReadTextFile;
}

type Checked = Omit<Config, 'file' | 'directory'>;

/** Checks a whole config, and reads and compiles the NCCOs that it names. All faults at once. */
export const checkConfig = async (
  document: Document,
  folders: ConfigFolders,
  functions: ConfigFunctions = NO_FUNCTIONS,
): Promise<
  | { readonly ok: true; readonly config: Checked }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }
> => {
  const { value } = document;
  const parsed = configSchema.safeParse(value);
  const problems: ConfigProblem[] = [
    ...(parsed.success ? [] : issueProblems(parsed.error.issues, document)),
    ...numbersAsWritten(document),
    ...tunnelAndPublicUrl(document),
    ...neededFields(document),
  ];
  const definitions = isJsonObject(value) && isJsonObject(value['nccos']) ? value['nccos'] : {};
  problems.push(...badNames(document, definitions));
  const lint = await readLintSettings(document);
  problems.push(...lint.problems);
  const names = new Set(Object.keys(definitions));
  const socketNames = Object.keys(
    isJsonObject(value) && isJsonObject(value['sockets']) ? value['sockets'] : {},
  );
  problems.push(...takenSockets(document, socketNames));
  const desk: DefinitionDesk = {
    names,
    addresses: new Set([
      ...[...names, ...SLOT_URL_NAMES].map((name) => `urls.${name}`),
      ...[...socketNames, ...BUILT_IN_SOCKETS].map((name) => `wss.${name}`),
    ]),
    files: nccoFiles(folders.directory, folders.cwd, folders.seen, folders.readText),
    functions,
    problems,
  };
  const { nccos, answer, safetyNet } = await readNccos(document, names, desk);
  const cycle = nameCycle(nccos);
  if (cycle) problems.push(cycleProblem(document, cycle));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  // These were read above, with their files; the schema is for editors.
  const {
    answer: _answer,
    safetyNet: _net,
    nccos: _nccos,
    lint: _lint,
    $schema: _schema,
    ...plain
  } = parsed.data;
  // Absent keys stay absent: zod leaves them out.
  const rest = plain as Omit<Checked, 'nccos' | 'lint'>;
  return {
    ok: true,
    config: { ...rest, nccos: nccoBook({ nccos, answer, safetyNet }), lint: lint.settings },
  };
};

const readNccos = async (document: Document, names: ReadonlySet<string>, desk: DefinitionDesk) => {
  const nccos = new Map<string, Ncco>();
  if (names.size > MOST_NCCOS) {
    const range = document.keyRangeOf(['nccos']);
    desk.problems.push({
      source: document.source,
      range,
      message: `nccos has ${names.size} names; at most ${MOST_NCCOS} are read`,
    });
    return { nccos, answer: undefined, safetyNet: undefined };
  }
  const keyed = async (key: 'answer' | 'safetyNet', label: string): Promise<Ncco | undefined> =>
    isJsonObject(document.value) && key in document.value
      ? readDefinition({ document, path: [key], label }, desk)
      : undefined;
  const answer = await keyed('answer', 'answer');
  const safetyNet = await keyed('safetyNet', 'safety net');
  for (const name of names) {
    const ncco = await readDefinition({ document, path: ['nccos', name], label: name }, desk);
    if (ncco) nccos.set(name, ncco);
  }
  return { nccos, answer, safetyNet };
};

const badNames = (document: Document, definitions: JsonObject): readonly ConfigProblem[] =>
  Object.keys(definitions).flatMap((name): readonly ConfigProblem[] => {
    const at = { source: document.source, range: document.keyRangeOf(['nccos', name]) };
    if (RESERVED.has(name)) {
      return [
        {
          ...at,
          message: `no NCCO can have the name "${name}"`,
          hint: `urls.${name} is the address of a slot; give the NCCO another name`,
        },
      ];
    }
    if (NCCO_NAME.test(name)) return [];
    return [
      {
        ...at,
        message: `${found(name)} is no name for an NCCO`,
        hint: 'a name is 1 to 64 letters (a to z), digits, _ and -',
      },
    ];
  });

/** They could only be confused with those of the listener. */
const takenSockets = (document: Document, names: readonly string[]): readonly ConfigProblem[] =>
  BUILT_IN_SOCKETS.filter((name) => names.includes(name)).map((name) => ({
    source: document.source,
    range: document.keyRangeOf(['sockets', name]),
    message: `no WebSocket of yours can have the name "${name}"`,
    hint: `wss.${name} is built in; give yours another name`,
  }));

/** Unquoted, YAML takes +1415… and 0049… for numbers and drops what Vonage would not accept. */
const numbersAsWritten = (document: Document): readonly ConfigProblem[] => {
  const numbers = valueAtPath(document.value, ['numbers']);
  if (!Array.isArray(numbers)) return [];
  return numbers.flatMap((number, index): readonly ConfigProblem[] => {
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return [];
    const range = document.rangeOf(['numbers', index]);
    const written = document.source.text.slice(range.start, range.end);
    // What a program made is written nowhere.
    if (written === '' || written === String(number)) return [];
    return [
      {
        source: document.source,
        range,
        message: `numbers[${index}] is ${written}`,
        hint: `Vonage writes numbers as digits only: "${number}"`,
      },
    ];
  });
};

const tunnelAndPublicUrl = (document: Document): readonly ConfigProblem[] => {
  const { tunnel, publicUrl } = isJsonObject(document.value) ? document.value : {};
  if (publicUrl === undefined || tunnel === undefined || tunnel === 'none') return [];
  const message = 'tunnel and publicUrl exclude each other';
  const hint = 'with publicUrl the tunnel is your own; leave one of the two out';
  return [{ source: document.source, range: document.keyRangeOf(['tunnel']), message, hint }];
};

/** Without them a record could not be filed under its call, or not be understood when it is read. */
const neededFields = (document: Document): readonly ConfigProblem[] => {
  const fields = valueAtPath(document.value, ['redact']);
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field, index): readonly ConfigProblem[] =>
    typeof field === 'string' && endsInNeeded(field)
      ? [
          {
            source: document.source,
            range: document.rangeOf(['redact', index]),
            message: `redact[${index}] is ${found(field)}, by which records are filed and understood`,
            hint: 'redact what it says of people instead: from, to, speech.results, dtmf.digits …; --no-record keeps nothing at all',
          },
        ]
      : [],
  );
};

const cycleProblem = (document: Document, cycle: readonly string[]): ConfigProblem => ({
  source: document.source,
  range: document.keyRangeOf(['nccos', cycle[0] ?? '']),
  message: `NCCOs that lead in a circle: ${cycle.join(' → ')}`,
  hint: 'a branch chooses what to serve now; to come back later, give the call an address: eventUrl: ["{{ urls.… }}"]',
});
