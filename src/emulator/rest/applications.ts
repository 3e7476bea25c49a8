import { type Application, isApplication } from '../../vonage/application.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import type { RestRequest } from '../input.ts';
import { nextUuid } from '../random.ts';
import type { Turn } from '../turn.ts';
import { checkApplication } from './check-application.ts';
import { fillApplication } from './fill-application.ts';
import { type InvalidParameter, problem, type RestReply } from './problem.ts';
import type { Answer, Routes } from './route.ts';

export const APPLICATIONS_PATH = '/v2/applications';

/** Entries on a page when nobody says how many, and at most (applications-api.md §1.1). */
const PAGE_SIZE = 10;
const LARGEST_PAGE = 100;

const list: Answer = (turn, { query }) => {
  const pageSize = wholeNumber(query['page_size'], PAGE_SIZE);
  const page = wholeNumber(query['page'], 1);
  const faults: InvalidParameter[] = [];
  if (!(pageSize >= 1 && pageSize <= LARGEST_PAGE)) {
    faults.push({ name: 'page_size', reason: `must be between 1 and ${LARGEST_PAGE}` });
  }
  if (!(page >= 1)) faults.push({ name: 'page', reason: 'must be at least 1' });
  if (faults.length > 0) return problem(turn, 'list-validation', faults);
  const all = [...turn.platform.applications.values()];
  const pages = Math.ceil(all.length / pageSize);
  const link = (number: number) => ({ href: `${APPLICATIONS_PATH}?page_size=${pageSize}&page=${number}` });
  return {
    status: 200,
    body: {
      page_size: pageSize,
      page,
      total_items: all.length,
      total_pages: pages,
      _embedded: { applications: all.slice((page - 1) * pageSize, page * pageSize) },
      _links: {
        self: link(page),
        first: { href: `${APPLICATIONS_PATH}?page_size=${pageSize}` },
        last: link(Math.max(1, pages)),
        ...(page < pages && { next: link(page + 1) }),
        ...(page > 1 && { prev: link(page - 1) }),
      },
    },
  };
};

const wholeNumber = (text: string | undefined, normal: number): number =>
  text === undefined ? normal : /^\d+$/.test(text) ? Number(text) : Number.NaN;

const create: Answer = (turn, request) => {
  const body = bodyOf(turn, request);
  if (!body.ok) return body.refusal;
  const given = publicKeyOf(body.fields);
  const keys = given === undefined ? request.freshKeys : undefined;
  const application = asApplication(
    nextUuid(turn.platform.random),
    body.fields,
    given ?? keys?.publicKey ?? '',
  );
  turn.platform.applications.set(application.id, application);
  // The only time that the private key is shown (§1).
  const shown = { ...keysIn(application), ...(keys && { private_key: keys.privateKey }) };
  return { status: 201, body: withLinks({ ...application, keys: shown }) };
};

const read: Answer = (turn, _request, { id = '' }) => {
  const application = turn.platform.applications.get(id);
  return application ? { status: 200, body: withLinks(application) } : problem(turn, 'not-found');
};

/** PUT replaces the whole application; only the keys stay when they are left out (§3). */
const replace: Answer = (turn, request, { id = '' }) => {
  const before = turn.platform.applications.get(id);
  if (before === undefined) return problem(turn, 'not-found');
  const body = bodyOf(turn, request);
  if (!body.ok) return body.refusal;
  // The pair stays when it is left out.
  const given = publicKeyOf(body.fields);
  const keys = { ...(given === undefined && keysIn(before)), ...keysIn(body.fields) };
  const application = asApplication(id, { ...body.fields, keys }, given ?? publicKeyOf(before) ?? '');
  turn.platform.applications.set(id, application);
  return { status: 200, body: withLinks(application) };
};

const remove: Answer = (turn, _request, { id = '' }) => {
  if (!turn.platform.applications.delete(id)) return problem(turn, 'not-found');
  for (const [number, application] of turn.platform.numbers) {
    if (application === id) turn.platform.numbers.delete(number);
  }
  return { status: 204, body: undefined };
};

/** The Applications API (applications-api.md §1 to §3). Who asks was checked before. */
export const APPLICATION_ROUTES: Routes = {
  [APPLICATIONS_PATH]: { GET: list, POST: create },
  [`${APPLICATIONS_PATH}/:id`]: { GET: read, PUT: replace, DELETE: remove },
};

type Body =
  | { readonly ok: true; readonly fields: JsonObject }
  | { readonly ok: false; readonly refusal: RestReply };

const bodyOf = (turn: Turn, { body, contentType }: RestRequest): Body => {
  if (!/^application\/json\b/i.test(contentType ?? ''))
    return { ok: false, refusal: problem(turn, 'content-type-header') };
  if (body === undefined || body === 'not-json')
    return { ok: false, refusal: problem(turn, 'payload-validation') };
  const faults = checkApplication(body);
  return faults.length > 0
    ? { ok: false, refusal: problem(turn, 'payload-validation', faults) }
    : { ok: true, fields: body };
};

/** PEM. */
export const publicKeyOf = (application: JsonObject): string | undefined => {
  const key = keysIn(application)['public_key'];
  return typeof key === 'string' ? key : undefined;
};

const keysIn = (application: JsonObject): JsonObject => {
  const keys: Json | undefined = application['keys'];
  return isJsonObject(keys) ? keys : {};
};

/**
 * The application as it is kept: our id, no `_links`, no private key, defaults filled in. What nobody knows stays, and
 * stays where it stands, so that what was read can be sent back and is the same text again.
 */
export const asApplication = (id: string, fields: JsonObject, publicKey: string): Application => {
  const { id: _id, _links, keys: _keys, name, ...others } = fields;
  const { private_key: _secret, ...keys } = keysIn(fields);
  const application = {
    id,
    name: name ?? '',
    keys: { ...keys, public_key: publicKey },
    ...fillApplication(others),
  };
  // `id` and `name` are text: the body was checked.
  if (!isApplication(application)) throw new TypeError('an application without a name');
  return application;
};

const withLinks = (application: JsonObject): JsonObject => ({
  ...application,
  _links: { self: { href: `${APPLICATIONS_PATH}/${String(application['id'])}` } },
});
