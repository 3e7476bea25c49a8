/** The sheet of the page. System fonts only: the page asks nobody for anything. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a1d23; --dim: #5d6470; --hair: #e3e6ea; --wash: #f6f7f9; --rail: #d3d8de;
  --one: #2a5bd7; --two: #2a5bd7; --three: #17764a; --four: #7b4bc4; --voice: #39424e; --rtc: #69727d; --app: #0b7285;
  --good: #17764a; --warn: #8f5b00; --bad: #bd2b26; --bad-wash: #fdf3f2; --warn-wash: #fcf7ea;
  --text: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101215; --ink: #e4e7eb; --dim: #99a1ad; --hair: #272b31; --wash: #181b20; --rail: #383e47;
    --one: #86a9ff; --two: #86a9ff; --three: #5cc590; --four: #bd98f5; --voice: #c5ccd6; --rtc: #848d99; --app: #58c2d6;
    --good: #5cc590; --warn: #e0ad4d; --bad: #ff8d85; --bad-wash: #2a1817; --warn-wash: #262012;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 48px 32px 64px; max-width: 1200px;
  background: var(--paper); color: var(--ink); font: 14px/1.5 var(--text); overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, pre, .at, .number, .took, .status { font-family: var(--mono); font-size: .857em; font-variant-ligatures: none; }
.note, .more, .took, .number, .at { color: var(--dim); }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
bdi { unicode-bidi: isolate; }
:focus-visible { outline: 2px solid var(--one); outline-offset: 1px; border-radius: 3px; }

/* Who called whom. */
.eyebrow { color: var(--dim); font-size: 13px; }
h1 { margin: 4px 0 20px; font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; font-variant-numeric: tabular-nums; }
dl { display: flex; flex-wrap: wrap; gap: 14px 40px; }
dt { color: var(--dim); font-size: 12px; }
dd { font-weight: 550; font-variant-numeric: tabular-nums; }
dd .note { font-weight: 400; }
.fine { margin-top: 20px; color: var(--dim); }
.trouble { margin-top: 22px; display: grid; gap: 6px; }
.trouble li { padding: 7px 12px; border-left: 3px solid; border-radius: 2px; }
.trouble .bad { background: var(--bad-wash); border-color: var(--bad); } .trouble li { color: var(--ink); } .trouble a { color: inherit; } .trouble .warn { background: var(--warn-wash); border-color: var(--warn); }
.socket { margin-top: 10px; color: var(--dim); }
h2 { margin: 44px 0 12px; font-size: 17px; font-weight: 650; letter-spacing: -.005em; }

/* Legs and members. */
.legs ul { position: relative; }
.legs li, .axis { display: grid; grid-template-columns: minmax(0, 9fr) minmax(0, 10fr) minmax(0, 6fr); gap: 4px 24px; align-items: center; padding: 5px 0; }
.legs li { border-top: 1px solid var(--hair); }
.legs .who { font-variant-numeric: tabular-nums; } .legs .who .note { white-space: nowrap; margin-left: 6px; }
.legs .child .who { position: relative; padding-left: 20px; }
.legs .child .who::before { content: ""; position: absolute; left: 5px; top: -6px; width: 9px; height: 1.05em; border: solid var(--rail); border-width: 0 0 1px 1px; border-bottom-left-radius: 4px; }
.legs .end { color: var(--dim); }
.legs .end b { font-weight: 550; }
.legs h3 { margin: 16px 0 4px; font-size: 13px; font-weight: 550; color: var(--dim); }
.legs svg { display: block; width: 100%; height: 10px; overflow: visible; }
.legs rect { height: 10px; rx: 2px; fill: var(--three); }
.legs rect.waiting { y: 4px; height: 2px; rx: 1px; fill: var(--rail); }
.legs rect.open { fill-opacity: .35; stroke: var(--three); stroke-dasharray: 3 3; }
.axis { padding: 0; color: var(--dim); font-size: 12px; font-variant-numeric: tabular-nums; }
.axis div { grid-column: 2; display: flex; justify-content: space-between; }

/* The flow: a picture whose rows open. */
.tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 10px; }
.tools[hidden], [hidden] { display: none; }
.tools input { flex: 0 1 260px; }
.tools input, .tools button { font: inherit; font-size: 13px; color: inherit; background: var(--paper); border: 1px solid var(--rail); border-radius: 6px; padding: 4px 10px; }
.tools button { cursor: pointer; } .tools button:hover { background: var(--wash); }
.tools output { color: var(--dim); font-size: 13px; }
summary { list-style: none; cursor: pointer; } summary::-webkit-details-marker { display: none; }
.head, .row > details > summary, .line, .notes {
  display: grid; align-items: stretch; column-gap: 12px; padding: 0 8px 0 0;
  grid-template-columns: 58px 370px 24px minmax(0, 1fr) auto 34px;
}
.head { position: sticky; top: 0; z-index: 1; background: var(--paper); border-bottom: 1px solid var(--rail); }
.head .names { grid-column: 2; display: grid; grid-template-columns: repeat(5, 1fr); background: none; padding: 8px 0 6px; font-size: 11px; font-weight: 550; color: var(--dim); }
.head .names > span { display: flex; justify-content: center; white-space: nowrap; }
.head abbr { display: none; text-decoration: none; }
.row > details > summary > span, .line > span { padding: 3px 0; }
.row .at { text-align: right; padding-top: 4px; }
.row > details > summary:hover, .row > details[open] > summary { background: var(--wash); }
.lane {
  position: relative; min-height: 28px; --r: linear-gradient(var(--rail), var(--rail));
  background: var(--r) 10% 0/1px 100% no-repeat, var(--r) 30% 0/1px 100% no-repeat, var(--r) 50% 0/1px 100% no-repeat, var(--r) 70% 0/1px 100% no-repeat, var(--r) 90% 0/1px 100% no-repeat;
  print-color-adjust: exact; -webkit-print-color-adjust: exact;
}
.lane i { position: absolute; top: 14px; border-top: 1.5px solid; }
.lane .from0 { left: 10%; } .lane .from1 { left: 30%; } .lane .from2 { left: 50%; } .lane .from3 { left: 70%; } .lane .from4 { left: 90%; }
.lane .over0 { width: 0; } .lane .over1 { width: 20%; } .lane .over2 { width: 40%; } .lane .over3 { width: 60%; } .lane .over4 { width: 80%; }
.lane .inferred { border-top-style: dashed; }
.lane i::before { content: ""; position: absolute; top: -3.75px; width: 6px; height: 6px; border-radius: 50%; background: currentColor; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.lane i::after { content: ""; position: absolute; top: -5px; border: 4.25px solid transparent; }
.lane .right::before, .lane .stay::before { left: -3px; } .lane .left::before { right: -3px; }
.lane .right::after { right: 0; border-left: 7px solid; border-right: 0; } .lane .left::after { left: 0; border-right: 7px solid; border-left: 0; }
.lane .stay::after { display: none; }
.step { font-weight: 600; font-size: 13px; }
.s1 .lane, .s1 .step { color: var(--one); } .s2 .lane, .s2 .step { color: var(--two); } .s3 .lane, .s3 .step { color: var(--three); }
.s4 .lane, .s4 .step { color: var(--four); } .s5a .lane, .s5a .step { color: var(--voice); } .s5b .lane, .s5b .step { color: var(--rtc); } .s5c .lane, .s5c .step { color: var(--app); }
.what b { font-weight: 600; } .s5b .what b { font-weight: 500; } .s5b .what, .faint .what { color: var(--dim); }
.tag { font-size: 12px; color: var(--dim); font-style: italic; }
.s3 .what { color: var(--three); } .what a:not(.bad) { color: inherit; } .what a { text-decoration: none; } .what a:hover { text-decoration: underline; }
.tail { white-space: nowrap; font-size: 12px; color: var(--dim); padding-left: 8px; }
.tail.bad { color: var(--bad); } .tail.warn { color: var(--warn); }
.tail .took { display: inline-block; min-width: 44px; text-align: right; }
.number { text-align: right; padding-top: 4px; }
.notes { font-size: 13px; } .notes .lane { grid-column: 2; min-height: 0; } .notes > div { grid-column: 4 / -2; padding: 0 0 6px; }
.both { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 28px; padding: 14px 20px 18px 80px; background: var(--wash); border-bottom: 1px solid var(--hair); }
.both h3 { font-size: 13px; font-weight: 600; } .both h3 code { font-weight: 400; margin-left: 4px; }
.both .note { font-size: 12px; }
pre { white-space: pre-wrap; margin: 6px 0; line-height: 1.55; tab-size: 2; }
pre b { font-weight: 400; color: var(--one); }
.headers { margin-top: 8px; font-size: 12px; color: var(--dim); } .headers summary::before, .fold > details > summary .what::before { content: "▸ "; } .headers[open] > summary::before, .fold > details[open] > summary .what::before { content: "▾ "; }
.findings { margin-top: 10px; display: grid; gap: 8px; font-size: 13px; }
.findings li { padding-left: 10px; border-left: 3px solid var(--rail); }
.findings .error { border-color: var(--bad); } .findings .error b { color: var(--bad); }
.findings .warning { border-color: var(--warn); } .findings .warning b { color: var(--warn); }
.findings .note { display: block; }
footer { margin-top: 48px; padding-top: 14px; border-top: 1px solid var(--hair); color: var(--dim); font-size: 12px; }

@media screen and (max-width: 900px) {
  body { padding: 28px 16px 40px; }
  h1 { font-size: 23px; } dl { gap: 12px 28px; } h2 { margin-top: 34px; }
  .legs li { grid-template-columns: minmax(0, 1fr); padding: 9px 0; } .axis { display: none; }
  .head, .row > details > summary, .line, .notes { grid-template-columns: 52px 110px 22px minmax(0, 1fr); column-gap: 8px; padding-right: 0; }
  .head abbr { display: inline; } .head abbr + span { display: none; } .head .names { font-size: 10px; }
  .tools input { flex: 1 1 130px; min-width: 0; } .what { font-size: 13px; }
  .row .tail, .row .number { display: none; }
  .row .line .tail { display: block; grid-column: 4; padding: 0 0 4px; }
  .notes > div { grid-column: 4; }
  .both { grid-template-columns: minmax(0, 1fr); padding: 12px 10px 16px; gap: 18px; }
}
@media print {
  :root {
    --paper: #fff; --ink: #000; --dim: #444; --hair: #ccc; --wash: #fff; --rail: #bbb;
    --one: #1d3f9c; --two: #1d3f9c; --three: #0f5634; --four: #55318d; --voice: #222; --rtc: #555; --app: #07505d; --good: #0f5634; --warn: #6b4400; --bad: #8f1d19; --bad-wash: #fff; --warn-wash: #fff; color-scheme: light;
  }
  @page { margin: 14mm; }
  body { padding: 0; max-width: none; font-size: 11px; }
  .tools { display: none; } .head { position: static; }
  .head, .row > details > summary, .line, .notes { grid-template-columns: 44px 230px 20px minmax(0, 1fr) auto 20px; column-gap: 6px; }
  .head .names { font-size: 7px; } .both { padding: 8px 0 12px 24px; } .notes, .what, .step { font-size: 11px; } .tail { font-size: 9px; }
  .row, .legs li, .trouble li { break-inside: avoid; } .row details[open] { break-inside: auto; } h2, .both h3 { break-after: avoid; }
}
`;
