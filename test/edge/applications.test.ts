import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factsOf } from '../../src/edge/api-failure.ts';
import { openApplications } from '../../src/edge/applications.ts';
import type { Application } from '../../src/vonage/application.ts';
import {
  type ApplicationsServer,
  type Fault,
  startApplicationsServer,
} from '../support/applications-server.ts';
import { wordsOfFailure } from '../support/borrower.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';

let server: ApplicationsServer;
beforeEach(async () => {
  server = await startApplicationsServer(
    ODD_APPLICATIONS.map(([, application]) => application),
    { numbers: 3 },
  );
});
afterEach(() => server.close());

const open = (apiSecret = server.apiSecret) =>
  openApplications({
    apiKey: server.apiKey,
    apiSecret,
    apiHost: `${server.url}/`,
    origin: 'the environment',
  });
const ID = String(ODD_APPLICATIONS[0]![1]['id']);
/** Only silence is waited for; a busy machine needs its time for everything else. */
const limitOf = (fault: unknown) => ({ timeoutMilliseconds: fault === 'hang' ? 100 : 20_000 });

describe('a round trip through the SDK', () => {
  it.each(ODD_APPLICATIONS)('leaves an application as it was: %s', async (_oddity, { id }) => {
    const applications = open();
    const before = await applications.read(String(id));
    expect(before).toEqual({
      ...server.application(String(id)),
      _links: { self: { href: `/v2/applications/${String(id)}` } },
    });
    expect(await applications.write(before)).toEqual(before);
    const { _links, ...sent } = before;
    expect(server.requests.at(-1)?.body).toEqual(sent);
  });

  it('counts linked numbers', async () => {
    expect(await open().numbersLinked(ID)).toBe(3);
    expect(await open('wrong').numbersLinked(ID)).toBeUndefined();
  });
});

interface Row {
  readonly name: string;
  readonly fault: Fault;
  readonly what: string;
  readonly why: string | undefined;
  /** Whether a write leaves its outcome open, and whether another try may help. */
  readonly unknown: boolean;
  readonly passing: boolean;
}

const API = 'http://HOST';
const ROWS: readonly Row[] = [
  {
    name: 'too many requests',
    fault: { status: 429, body: {} },
    what: `${API} gets too many requests from this account (429)`,
    why: undefined,
    unknown: false,
    passing: true,
  },
  {
    name: 'a fault of the API',
    fault: { status: 500, body: '<html>oops</html>' },
    what: `${API} has a fault of its own (500)`,
    why: 'The answer was an HTML page.',
    unknown: true,
    passing: true,
  },
  {
    name: 'a refusal in detail',
    fault: {
      status: 400,
      body: {
        title: 'Bad Request',
        detail: 'Validation\u001b failed',
        invalid_parameters: [{ name: 'capabilities.voice', reason: 'must be odd' }],
      },
    },
    what: `Vonage refused to DEED application ${ID} (400)`,
    why: 'The API says: Bad Request. Validation\\x1b failed. capabilities.voice must be odd.',
    unknown: false,
    passing: false,
  },
  {
    name: 'a page with 200',
    fault: 'html',
    what: `${API} did not answer with application ${ID}`,
    why: 'It said 200, but sent an HTML page.',
    unknown: true,
    passing: true,
  },
  {
    name: 'another application',
    fault: 'other',
    what: `${API} did not answer with application ${ID}`,
    why: 'It said 200, but sent an object with id, name.',
    unknown: true,
    passing: true,
  },
  {
    name: 'silence',
    fault: 'hang',
    what: `${API} could not be asked`,
    why: 'There was no answer in time.',
    unknown: true,
    passing: true,
  },
  {
    name: 'a broken connection',
    fault: 'reset',
    what: `${API} could not be asked`,
    why: 'The reason: the connection broke (ECONNRESET).',
    unknown: true,
    passing: true,
  },
  {
    name: 'half an answer',
    fault: 'half',
    what: `The answer of ${API} about application ${ID} is not whole JSON`,
    why: 'It ended too early, or something on the way changed it.',
    unknown: true,
    passing: true,
  },
];

describe.each(['read', 'write'] as const)('what goes wrong with a %s', (deed) => {
  it.each(ROWS)('$name', async ({ fault, what, why, unknown, passing }) => {
    // Enough of an application to be sent.
    const application = server.application(ID) as Application;
    server.faults[deed === 'read' ? 'GET' : 'PUT'].push(fault);
    const applications = open();
    const failure = await (deed === 'read'
      ? applications.read(ID, limitOf(fault))
      : applications.write(application, limitOf(fault))
    ).catch((error) => error);
    expect({ what: failure.what, why: failure.why }).toEqual({
      what: what.replace(API, server.url).replace('DEED', deed === 'read' ? 'show' : 'change'),
      why,
    });
    expect(factsOf(failure)).toMatchObject({ outcomeUnknown: unknown && deed === 'write', passing });
    // The SDK's own error holds the Authorization header.
    expect(failure.cause).toBeUndefined();
  });
});

describe('who is not let in', () => {
  it('a wrong secret, with the place that it came from and without the secret', async () => {
    expect(await wordsOfFailure(open('wrong-secret').read(ID))).toEqual({
      what: 'Vonage does not accept the API key and secret from the environment (401)',
      why:
        'One of the two is wrong, or they belong to different accounts. ' +
        'The API says: You did not provide correct credentials.',
      tryThis: ['copy both from the API settings in the Vonage dashboard'],
      exitCode: 3,
    });
  });

  it('an application that is not there', async () => {
    expect(await wordsOfFailure(open().read('99999999-2222-4333-8444-555555555555'))).toMatchObject({
      what: 'There is no application 99999999-2222-4333-8444-555555555555 (404)',
      exitCode: 3,
    });
  });

  it('a host that is not there', async () => {
    await server.close();
    expect(await wordsOfFailure(open().read(ID))).toEqual({
      what: `${server.url} could not be asked`,
      why: 'The reason: nothing listens there (ECONNREFUSED).',
      tryThis: ['check the connection to the internet, then try again'],
      exitCode: 3,
    });
  });

  it('a host that is no URL', () => {
    expect(() => openApplications({ apiKey: 'k', apiSecret: 's', apiHost: 'localhost:4010' })).toThrow(
      '"localhost:4010" is not the URL of an API host',
    );
  });

  it('whoever is stopped', async () => {
    server.faults.GET.push('hang');
    expect(await wordsOfFailure(open().read(ID, { signal: AbortSignal.timeout(30) }))).toMatchObject({
      what: `${server.url} could not be asked`,
    });
  });
});
