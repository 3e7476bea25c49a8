// Lints 10,000 NCCOs and validates the same texts with ajv, in turns, and prints the milliseconds of each round as
// JSON, the very first of the process apart: there both are mostly compiled by the engine. The texts come from the cases of the tests: four fifths are of the kinds that people publish and have nothing
// wrong, one fifth has an action with an error, or is no NCCO at all.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { validateNcco } from '../dist/index.js';

const NCCOS = 10_000;
const WARM_UP_ROUNDS = 5;
const ROUNDS = 61;

const here = dirname(fileURLToPath(import.meta.url));
const cases = join(here, '..', 'test', 'cases', 'ncco');
const schema = JSON.parse(readFileSync(join(here, '..', 'schema', 'ncco.schema.json'), 'utf8'));

/** A case of more is about size, and would count for a thousand others. */
const MOST_CHARACTERS = 5000;

const textsIn = (folder, isWanted) =>
  readdirSync(join(cases, folder))
    .filter((file) => file.endsWith('.json') && isWanted(file))
    .map((file) => readFileSync(join(cases, folder, file), 'utf8'))
    .filter((text) => text.length <= MOST_CHARACTERS);

/** In cases as in documents hosts are examples, which the linter would find. */
const withHosts = (text) => text.replaceAll(/\b(?:\w+\.)?example\.(?:com|net|org)\b/g, 'voice.acme.io');
const isFaulty = (text) => validateNcco(text).some(({ severity }) => severity === 'error');

const good = textsIn('good', () => true)
  .map(withHosts)
  .filter((text) => validateNcco(text).length === 0);
/** The faulty cases show everything that a rule finds; a mistake is one of them. */
const actionsOf = (text) => {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value.map((action) => JSON.stringify([action], undefined, 2)) : [text];
  } catch {
    return [text];
  }
};
const bad = readdirSync(cases)
  .flatMap((rule) => textsIn(rule, (file) => file.startsWith('bad-')))
  .map(withHosts)
  .flatMap(actionsOf)
  .filter(isFaulty);
const texts = Array.from({ length: NCCOS }, (_, index) =>
  index % 5 === 4 ? bad[((index - 4) / 5) % bad.length] : good[index % good.length],
);

// Unless told, ajv stops at the first fault. That is the quickest it can do, and says least.
const validate = new Ajv({ discriminator: true, strict: false }).compile(schema);
const isValid = (text) => {
  try {
    return validate(JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text));
  } catch {
    return false;
  }
};

let found = 0;
let refused = 0;
const lintAll = () => {
  for (const text of texts) for (const { range } of validateNcco(text)) if (range) found += 1;
};
const validateAll = () => {
  for (const text of texts) if (!isValid(text)) refused += 1;
};

/** Of the processor, since nothing here waits for anything: others on the machine count for less. */
const timeOf = (work) => {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
};

const series = { ours: [], ajv: [] };
let first;
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
  const ajv = timeOf(validateAll);
  const ours = timeOf(lintAll);
  first ??= { ours, ajv };
  if (round < 0) continue;
  series.ajv.push(ajv);
  series.ours.push(ours);
}
// What is counted cannot be optimised away, and tells that both did something.
const rounds = WARM_UP_ROUNDS + ROUNDS;
console.log(JSON.stringify({ ...series, first, findings: found / rounds, refused: refused / rounds }));
