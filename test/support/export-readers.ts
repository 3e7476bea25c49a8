import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { JSDOM } from 'jsdom';
import { expect } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { throughProtobuf } from './otlp.ts';

/** Takes an exported call as a reader of its format does. Throws when it cannot, or when it has other than so many exchanges. */
export type ExportReader = (text: string, exchanges: number) => unknown;

const HAR_SCHEMA = fileURLToPath(new URL('../cases/har-schema', import.meta.url));

/** A reader for each format of `flows export`: of its own where there is one, else of its definitions. */
export const exportReaders = async (): Promise<Readonly<Record<string, ExportReader>>> => {
  const har = harReader();
  const mermaid = await mermaidParser();
  return {
    json: (text, exchanges) =>
      expect((JSON.parse(text) as { exchanges: [] }).exchanges.length).toBe(exchanges),
    har,
    curl: (text, exchanges) => {
      execFileSync('sh', ['-n'], { input: text });
      // What cannot be sent again is named.
      expect(text.match(/^(?:curl |printf %s .* curl |# \d+ .*: left out)/gm)?.length).toBe(exchanges);
    },
    mermaid: async (text) => expect(await mermaid(text)).toMatchObject({ diagramType: 'sequence' }),
    html: (text) => {
      const { document } = new JSDOM(text).window;
      expect(document.querySelector('title')?.textContent).toMatch(/\w/);
    },
    'otlp-json': (text) => {
      const request = JSON.parse(text) as JsonObject;
      expect(throughProtobuf(request)).toEqual(request);
    },
  };
};

const harReader = (): ExportReader => {
  // Its formats are those of times and addresses, which have patterns beside them.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of readdirSync(HAR_SCHEMA).filter((one) => one.endsWith('.json'))) {
    const { $schema: _draft6, ...schema } = JSON.parse(readFileSync(join(HAR_SCHEMA, name), 'utf8'));
    ajv.addSchema(schema);
  }
  return (text, exchanges) => {
    const har = JSON.parse(text) as { log: { entries: [] } };
    expect([ajv.validate('har.json#', har), ajv.errors]).toEqual([true, null]);
    expect(har.log.entries.length).toBe(exchanges);
  };
};

/** Mermaid's own parser, which wants a page around it when it is loaded. */
const mermaidParser = async (): Promise<(text: string) => Promise<unknown>> => {
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import('mermaid');
  return (text) => mermaid.parse(text);
};
