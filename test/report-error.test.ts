import { describe, expect, it } from 'vitest';
import { badUsage, Failure } from '../src/failure.ts';
import { failureText, reportError } from '../src/report-error.ts';
import { fakeWorld } from './support/fake-world.ts';

const whole = new Failure({
  what: 'The tunnel server https://tunnel.example gave no tunnel',
  why: 'It said 403.\nIt said so twice.',
  excerpt: 'vonage-flow.config.yaml:1:1\n  1 | tunnel: localtunnel',
  tryThis: ['try again in a minute', 'or write:\ntunnel: none'],
});

describe('a failure', () => {
  it('says what happened, where, why, and each next step', () => {
    expect(failureText(whole, false)).toBe(`✗ The tunnel server https://tunnel.example gave no tunnel

vonage-flow.config.yaml:1:1
  1 | tunnel: localtunnel

  It said 403.
  It said so twice.
  → try again in a minute
  → or write:
    tunnel: none
`);
  });

  it('has the same words in colour', () => {
    const colored = failureText(badUsage({ what: 'No', why: 'Because', tryThis: 'yes' }), true);
    expect(colored).toBe(
      '\u001b[31m✗\u001b[39m \u001b[1mNo\u001b[22m\n  Because\n  \u001b[2m→\u001b[22m yes\n',
    );
  });

  it('breaks sentences between words at a terminal, and leaves commands whole', () => {
    const failure = badUsage({
      what: 'This is a sentence that does not fit',
      why: 'Nor does this one, by far not',
      tryThis: 'vonage-flow listen --emulator --call --once',
    });
    expect(failureText(failure, false, 30)).toBe(`✗ This is a sentence that does
  not fit
  Nor does this one, by far
  not
  → vonage-flow listen --emulator --call --once
`);
  });

  it('cannot be made to move the cursor', () => {
    const failure = badUsage({
      what: 'A\u001b[2JB',
      why: 'C\u009b31mD',
      excerpt: 'E\u202eF',
      tryThis: 'G\rH',
    });
    expect(failureText(failure, false)).toBe('✗ A\\x1b[2JB\n\nE\\u202eF\n\n  C\\x9b31mD\n  → G\\rH\n');
  });
});

describe('reporting', () => {
  it.each([
    ['what could not be done', whole, 3],
    ['bad usage', badUsage({ what: 'No', tryThis: 'yes' }), 2],
    ['a bug', new Error('oops'), 3],
    ['anything thrown', 'oops', 3],
  ])('ends %s with its code', (_name, error, code) => {
    expect(reportError(error, [], fakeWorld())).toBe(code);
  });

  it('writes to stderr alone', () => {
    const world = fakeWorld();
    reportError(badUsage({ what: 'No', tryThis: 'yes' }), [], world);
    expect([world.stdout.text(), world.stderr.text()]).toEqual(['', '✗ No\n  → yes\n']);
  });

  it('tells a bug in one line, and where to bring it', () => {
    const world = fakeWorld();
    reportError(new TypeError('x is not a function'), ['listen'], world);
    expect(world.stderr.text()).toBe(
      '✗ vonage-flow has a bug: x is not a function\n  → please report it, with what it says under --debug\n',
    );
  });

  it('adds the stack under --debug', () => {
    const world = fakeWorld();
    const bug = new Error('oops');
    bug.stack = 'Error: oops\n    at somewhere\u001b[2J';
    reportError(bug, ['listen', '--debug'], world);
    expect(world.stderr.text()).toBe(
      '✗ vonage-flow has a bug: oops\n  → please report it, with what follows\nError: oops\n    at somewhere\\x1b[2J\n',
    );
  });

  it.each<[string, unknown, object]>([
    [
      'a failure',
      whole,
      {
        type: 'error',
        what: whole.what,
        excerpt: whole.excerpt,
        why: whole.why,
        tryThis: whole.tryThis,
        exitCode: 3,
      },
    ],
    [
      'a short one',
      badUsage({ what: 'No', tryThis: 'yes' }),
      { type: 'error', what: 'No', tryThis: ['yes'], exitCode: 2 },
    ],
    [
      'a bug',
      new Error('oops'),
      {
        type: 'error',
        what: 'vonage-flow has a bug: oops',
        tryThis: ['please report it, with what it says under --debug'],
        bug: true,
        exitCode: 3,
      },
    ],
  ])('is one JSON line under --json: %s', (_name, error, record) => {
    const world = fakeWorld();
    reportError(error, ['listen', '--json'], world);
    expect(world.stderr.lines()).toHaveLength(1);
    expect(JSON.parse(world.stderr.text())).toEqual(record);
  });

  it('takes no flag from behind --', () => {
    const world = fakeWorld();
    reportError(badUsage({ what: 'No', tryThis: 'yes' }), ['listen', '--', '--json', '--debug'], world);
    expect(world.stderr.text()).toBe('✗ No\n  → yes\n');
  });
});
