import { describe, expect, it } from 'vitest';
import { spokenText } from '../../src/text/spoken-text.ts';

describe('what a screen reader says', () => {
  it.each<[shown: string, said: string]>([
    // Failures and their steps.
    ['✗ There is no command "flwos"', 'Error: There is no command "flwos"'],
    ['  → did you mean flows?', '  Try: did you mean flows?'],
    ['✓ The call went well: 12 webhooks, completed.', 'OK: The call went well: 12 webhooks, completed.'],
    ['! The call went well, but not as scripted:', 'Attention: The call went well, but not as scripted:'],
    ['                  ! your server is down', '  Attention: your server is down'],
    ['09:30:00.123 · talk  Hello ! Who is it', '09:30:00, talk, Hello ! Who is it'],
    ['for a regular expression. With ! before it, it', 'for a regular expression. With ! before it, it'],
    ['  key      ✗ it is another one’s', '  key, Problem: it is another one’s'],
    // The stream.
    ['09:30:00.123 ·    stopping (key q)', '09:30:00, stopping (key q)'],
    ['09:30:00.123 !    the tunnel was lost', '09:30:00, Attention: the tunnel was lost'],
    ['09:30:00.123 ✓    and is open again', '09:30:00, OK: and is open again'],
    ['             → 5b +2 RTC events, mirroring 5a', '  plus 2 RTC events, mirroring 5a'],
    ['             ← 3  ↳ NCCO welcome: talk, input', '  its reply: NCCO welcome: talk, input'],
    ['                  ▲ 80 % of the 5 s that Vonage waits', '  Warning: 80 % of the 5 s that Vonage waits'],
    ['━━ Call 1 ended  447700900001 → alice', 'Call 1 ended, 447700900001 to alice'],
    [
      '   ┬ 1f0a64c2 inbound  447700900001 → alice  completed',
      '     1f0a64c2 inbound, 447700900001 to alice, completed',
    ],
    ['   21 s · 12 webhooks · 0.00732 EUR', '   21 s, 12 webhooks, 0.00732 EUR'],
    // A tree keeps its indent.
    ['│  └─ busy or failed', '      busy or failed'],
    // Source is read as it is, and nobody hears what only points.
    ['  2 |   { "a":  "→ b" },', '  2 |   { "a":  "→ b" },'],
    ['a\n    |     ^^^^^^\nb', 'a\nb'],
    ['one word\n\nanother', 'one word\n\nanother'],
  ])('%j is said as %j', (shown, said) => {
    expect(spokenText(shown)).toBe(said);
  });

  it('takes an arrow for what comes then, where that is meant', () => {
    expect(spokenText('├─ waits for 4 keys → asks menu', 'then')).toBe('   waits for 4 keys then asks menu');
  });
});
