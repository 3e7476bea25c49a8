import { resolve } from 'node:path';
import { findConfig, languageOf } from '../../edge/config/find-config.ts';
import { readTextFile } from '../../edge/config/read-text-file.ts';
import { readDocument } from '../../text/read-document.ts';
import { sourceText } from '../../text/source-text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { findDescription } from '../emulator-file.ts';

/** What a project names, as far as it can be known without running anything. */
export interface KnownProject {
  readonly application: string | undefined;
  readonly nccos: readonly string[];
  readonly users: readonly string[];
  readonly numbers: readonly string[];
  /** The address of the emulator that runs for it. */
  readonly emulator: readonly string[];
}

/**
 * Of the config that is named or nearest, and of the emulator that runs for the folder. A config that is a program is
 * left alone: nobody wants it to run at a Tab. Never fails; what cannot be read names nothing.
 */
export const knownProject = async (world: World, config: string | undefined): Promise<KnownProject> => {
  const value = await configValue(world.cwd, config).catch(() => ({}) as JsonObject);
  const emulator = findDescription(world.cwd) ?? {};
  const texts = (key: string) => [...new Set([...textsOf(value[key]), ...textsOf(emulator[key])])];
  return {
    application: textsOf([value['application'] ?? null])[0],
    nccos: isJsonObject(value['nccos']) ? Object.keys(value['nccos']) : [],
    users: texts('users'),
    numbers: texts('numbers'),
    emulator: textsOf([emulator['api'] ?? null]),
  };
};

const configValue = async (cwd: string, named: string | undefined): Promise<JsonObject> => {
  const file = named === undefined ? await findConfig(cwd) : resolve(cwd, named);
  const language = file === undefined ? undefined : languageOf(file);
  if (file === undefined || language === undefined) return {};
  const read = await readTextFile(file);
  if (!read.ok) return {};
  const document = await readDocument(sourceText(file, read.text), language);
  return document.ok && isJsonObject(document.value) ? document.value : {};
};

/** YAML reads unquoted digits as a number. */
const textsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value)
    ? (value as readonly Json[])
        // A user may be told with a state.
        .map((item) => (isJsonObject(item) ? item['name'] : item))
        .filter((item) => typeof item === 'string' || typeof item === 'number')
        .map(String)
    : [];
