import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineConfig, type Ncco, type UserConfig } from '../../../src/index.ts';

// What is no error here would be a config that an editor calls good; `tsc` reads this file too.
describe('the types of a config', () => {
  it('are those of what is written, and change nothing', () => {
    const config = defineConfig({ port: 0, answer: 'hello', nccos: { hello: [{ action: 'wait' }] } });
    expect(config).toEqual({ port: 0, answer: 'hello', nccos: { hello: [{ action: 'wait' }] } });
    expectTypeOf(config).toExtend<UserConfig>();
  });

  it('know the fields of a webhook and the addresses inside a function', () => {
    defineConfig({
      nccos: {
        menu: (webhook, { urls }) => {
          expectTypeOf(webhook.uuid).toEqualTypeOf<string | undefined>();
          expectTypeOf(webhook.dtmf?.digits).toEqualTypeOf<string | null | undefined>();
          expectTypeOf(webhook['custom_field']).toBeUnknown();
          expectTypeOf(urls.event).toBeString();
          return [{ action: 'talk', text: urls['menu'] ?? '' }];
        },
      },
    });
  });

  it('refuse what is no config', () => {
    // @ts-expect-error there is no such tunnel
    defineConfig({ tunnel: 'localtunel' });
    // @ts-expect-error credentials never live in a config
    defineConfig({ apiSecret: 'x' });
    // @ts-expect-error there is no such slot
    defineConfig({ borrow: ['voice.anser'] });
    // @ts-expect-error an action is no NCCO
    defineConfig({ nccos: { hello: { action: 'talk', text: 'Hello' } } });
    // @ts-expect-error there is no such action
    defineConfig({ nccos: { hello: [{ action: 'say', text: 'Hello' }] } });
    // @ts-expect-error a promise decides nothing
    defineConfig({ answer: [{ when: async () => true, ncco: 'hello' }] });
  });

  it('refuse what is no NCCO', () => {
    // @ts-expect-error a talk needs its text
    const noText: Ncco = [{ action: 'talk' }];
    // @ts-expect-error it is written bargeIn
    const spelling: Ncco = [{ action: 'talk', text: 'Hello', bargein: true }];
    // @ts-expect-error the event URL is a list
    const url: Ncco = [{ action: 'input', type: ['dtmf'], eventUrl: 'https://a.example' }];
    // @ts-expect-error a phone has a number
    const endpoint: Ncco = [{ action: 'connect', endpoint: [{ type: 'phone', user: 'alice' }] }];
    expect([noText, spelling, url, endpoint]).toHaveLength(4);
  });
});
