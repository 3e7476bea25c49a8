import { createHash } from 'node:crypto';
import { html, type Markup } from './markup.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';

/** By their hashes the page names the one style and the one script that may be in it: any other is dead. */
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing may be asked of anybody, and nothing may run but what we wrote. */
const policy = (): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(PAGE_STYLE)}`,
    `script-src ${hashOf(PAGE_SCRIPT)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** Everything before the content of a page. */
export const pageStart = (title: string): Markup => html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ markup: policy() }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${{ markup: PAGE_STYLE }}</style>
</head>
<body>
`;

/** Everything behind it. */
export const pageEnd = (): Markup => html`
<script>${{ markup: PAGE_SCRIPT }}</script>
</body>
</html>
`;
