import type { Option } from '../ncco/option.ts';

interface Facts<C extends Option['certainty']> {
  readonly certainty: C;
  readonly source: string;
}

/** Stated by Vonage; the section is one of voice-api.md. */
export const stated = (section: string): Facts<'S'> => ({
  certainty: 'S',
  source: `voice-api.md ${section}`,
});

/** Vonage says nothing, or its sources disagree. */
export const uncertain = (section: string): Facts<'U'> => ({
  certainty: 'U',
  source: `voice-api.md ${section}`,
});
