import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startAppPlatform } from '../../../support/client-sdk/app-platform.ts';
import { CALL_STORIES } from '../../../support/client-sdk/call-stories.ts';
import { CONVERSATION_STORIES } from '../../../support/client-sdk/conversation-stories.ts';
import { hurryReconnects } from '../../../support/client-sdk/hurry-reconnects.ts';
import { MEDIA_STORIES } from '../../../support/client-sdk/media-stories.ts';
import { CALLBACKS } from '../../../support/client-sdk/sdk.ts';
import { SESSION_STORIES } from '../../../support/client-sdk/session-stories.ts';
import { startStory } from '../../../support/client-sdk/story.ts';

// The unmodified Client SDK, media excepted, against the emulator: what happens, and below it every callback of every app
// (test/cases/client-sdk). Time stands still but for what is quick or said; sockets and HTTP are real.

const STORIES = [...CALL_STORIES, ...CONVERSATION_STORIES, ...MEDIA_STORIES, ...SESSION_STORIES];
const FOLDER = new URL('../../../cases/client-sdk/', import.meta.url);

beforeAll(hurryReconnects);

describe('an app with the Client SDK', () => {
  it.each(STORIES)('$name', async ({ name, play }) => {
    await using platform = await startAppPlatform();
    const story = startStory(platform);
    await play(platform, story);
    await expect(story.text()).toMatchFileSnapshot(`../../../cases/client-sdk/${name}.txt`);
  });

  describe('by docs/client-sdk.md', () => {
    const page = readFileSync(new URL('../../../../docs/client-sdk.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `(.+?)` \| .* \| `([\w-]+)` \|$/gm)].map(
      ([, line = '', story = '']) => [line, story] as const,
    );

    it.each(rows)('is told %s in %s', (line, story) => {
      const told = readFileSync(new URL(`${story}.txt`, FOLDER), 'utf8').split('\n');
      expect(told.filter((one) => one.endsWith(`  ${line}`) || one.includes(`  ${line} on `))).not.toEqual(
        [],
      );
    });

    it('has every callback of the SDK', () => {
      const named = new Set(rows.map(([line]) => line.split(' ')[0]));
      expect(CALLBACKS.filter((callback) => !named.has(callback))).toEqual([]);
    });
  });

  it('has no story that nobody plays', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(STORIES.map(({ name }) => `${name}.txt`).sort());
  });
});
