/** Of every page that people read, fill in or print. Colours have a contrast of 4.5 to 1 at least, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11). */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --back: #f4f5f7; --line: #7a828c;
  --accent: #0b5cad; --on-accent: #fff; --bad: #b42318; --bad-back: #fef3f2; --good: #1a6b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #adb3bb; --paper: #1d2126; --back: #121518;
  --line: #858d97; --accent: #8ab8ff; --on-accent: #10151b; --bad: #ffa198; --bad-back: #2d1a1a; --good: #7ee2a8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto,
  "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 40rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; color: var(--soft); font-weight: 600; }
main { background: var(--paper); margin-top: 1rem; padding: 1.5rem 1rem 2rem; border-radius: .75rem; }
@media (min-width: 44rem) { main { padding: 2rem 2.5rem 2.5rem; } header { padding: 2.5rem 2.5rem 0; } footer { padding-left: 2.5rem; } }
footer { padding-top: 1rem; padding-bottom: 2.5rem; color: var(--soft); font-size: .875rem; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 0 0 .5rem; font-size: 1.125rem; }
p { margin: 0 0 1rem; }
a { color: var(--accent); }
.soft, .help { color: var(--soft); }
.help { margin: 0 0 .375rem; font-size: .875rem; }
.field { margin: 0 0 1.25rem; border: 0; padding: 0; min-width: 0; }
label, legend { display: block; font-weight: 600; margin: 0 0 .125rem; padding: 0; }
legend { float: left; width: 100%; } legend + * { clear: both; }
.optional { font-weight: 400; color: var(--soft); }
input, select, textarea { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
textarea { min-height: 7rem; resize: vertical; }
.choice { display: flex; gap: .75rem; align-items: flex-start; margin: .375rem 0; }
.choice input { flex: none; width: 1.375rem; height: 1.375rem; min-height: 0; margin: .0625rem 0 0; accent-color: var(--accent); }
.choice label { font-weight: 400; margin: 0; }
.field.wrong { border-left: .25rem solid var(--bad); padding-left: .75rem; }
.wrong input, .wrong select, .wrong textarea { border-color: var(--bad); border-width: 2px; }
.error { margin: 0 0 .375rem; color: var(--bad); font-weight: 600; }
.summary { margin: 1rem 0 1.5rem; padding: 1rem; border: 2px solid var(--bad); border-radius: .5rem; background: var(--bad-back); }
.summary ul { margin: 0; padding-left: 1.25rem; } .summary p:last-child { margin: 0; }
.summary a { color: var(--bad); font-weight: 600; }
button, .button { display: inline-flex; align-items: center; justify-content: center; min-height: 3rem; padding: .625rem 1.5rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: .5rem; text-decoration: none; }
@media (max-width: 30rem) { button, .button { width: 100%; } }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.trap { position: absolute; left: -10000px; width: 1px; height: 1px; overflow: hidden; }
.steps { list-style: none; margin: 1.5rem 0; padding: 0; }
.steps li { padding: .5rem 0 .5rem 1rem; border-left: .25rem solid var(--line); color: var(--soft); }
.steps li[aria-current] { border-color: var(--good); color: var(--ink); font-weight: 600; }
@media (forced-colors: active) { .steps li[aria-current] { border-color: Highlight; } }
.pair { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
section { margin: 1.5rem 0 0; } section ul { margin: 0; padding-left: 1.25rem; }
.mail { border-left: .25rem solid var(--line); padding-left: 1rem; white-space: pre-wrap; margin: 0; }
.closing { margin: 2rem 0 0; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --back: #fff; --line: #999; --accent: #000; }
  @page { margin: 14mm; }
  body { font-size: 10pt; line-height: 1.4; }
  header, main, footer { max-width: none; padding: 0; }
  h1 { font-size: 17pt; } h2 { font-size: 11.5pt; break-after: avoid; }
  section { margin-top: .8rem; }
  .pair { grid-template-columns: 1fr 1fr; }
  li, .mail { break-inside: avoid; }
  a { color: inherit; }
  .print-address::after { content: " (" attr(href) ")"; font-size: .85em; }
  .closing { font-size: 9pt; margin-top: 1rem; }
}
`;
