/** The report's only style sheet; it is in the page and allowed by its hash, so nothing else can style or run. */
export const STYLE = `
:root { color-scheme: light; --ink: #1d2430; --soft: #5c6675; --line: #d9dee6; --mark: #ffd84d; --hit: #ff7a00; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: #f3f5f8; height: 100vh; display: grid; grid-template-rows: auto minmax(0, 1fr); }
header { padding: 1rem 1.25rem; background: #fff; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.25rem; overflow-wrap: anywhere; }
header p { margin: .25rem 0 0; color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: minmax(20rem, 2fr) 3fr; min-height: 0; }
.answers, .document { overflow: auto; padding: 1rem 1.25rem; scroll-padding-block: 35vh; }
.answers { scroll-padding-block: 1rem; }
.answer { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin-bottom: .75rem; }
.answer:target { border-color: var(--hit); box-shadow: 0 0 0 2px var(--hit); }
.answer h2 { margin: 0; font-size: .85rem; font-weight: 600; color: var(--soft); overflow-wrap: anywhere; }
.question { margin: 0; font-size: .85rem; color: var(--soft); overflow-wrap: anywhere; unicode-bidi: isolate; }
.value { margin: .15rem 0; font-size: 1.1rem; overflow-wrap: anywhere; white-space: pre-wrap; unicode-bidi: isolate; }
pre.value { font-size: .85rem; overflow: auto; }
.none { color: var(--soft); font-style: italic; }
.facts { margin: 0; font-size: .8rem; color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 .9rem; }
.doubt { margin: .35rem 0 0; font-size: .85rem; color: #8a3b00; overflow-wrap: anywhere; }
.places { margin: .4rem 0 0; padding: 0; list-style: none; font-size: .9rem; }
.places li { padding: .15rem 0; overflow-wrap: anywhere; }
.places a { display: inline-block; padding: .1rem .5rem; border-radius: 6px; background: #eef3ff; color: #1746a2; text-decoration: none; white-space: nowrap; }
.places a:hover, .places a:focus { background: #dbe6ff; }
q { color: var(--soft); unicode-bidi: isolate; }
.page { margin: 0 0 1.25rem; }
.sheet { position: relative; background: #fff; border: 1px solid var(--line); box-shadow: 0 1px 4px #0002; }
.sheet img { display: block; width: 100%; height: auto; }
.sheet svg { position: absolute; inset: 0; width: 100%; height: 100%; }
rect { mix-blend-mode: multiply; fill: var(--mark); fill-opacity: .5; stroke: #d9a400; stroke-width: .6; }
a:target rect { fill: var(--hit); fill-opacity: .35; stroke: var(--hit); stroke-width: 1.6; }
a:hover rect { fill-opacity: .55; }
figcaption, .note, .left-out { margin: .35rem 0; font-size: .8rem; color: var(--soft); text-align: center; }
.text { background: #fff; border: 1px solid var(--line); padding: .75rem 0; overflow: auto; font: 13px/1.5 ui-monospace, monospace; }
.line { margin: 0; white-space: pre; padding-right: 1rem; width: max-content; min-width: 100%; unicode-bidi: isolate; }
.heading { margin: .75rem 0 .25rem; padding: .1rem 1rem; background: #eef1f5; color: var(--soft); overflow-wrap: anywhere; }
.heading:first-child { margin-top: 0; }
.prose { width: auto; min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; padding-left: 4.5em; }
.prose .number { margin-left: -4.5em; }
.number { display: inline-block; width: 4.5em; padding-right: 1em; text-align: right; color: #a2abb8; user-select: none; }
.line a { color: inherit; text-decoration: none; }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
i:target ~ a mark { background: var(--hit); color: #fff; }
@media (max-width: 56rem) {
  body { display: block; height: auto; }
  main { display: block; }
  html { scroll-padding-top: 25vh; }
  .answers, .document { overflow: visible; padding: .75rem; }
  .text { overflow-x: auto; }
}
@media print { body, main { display: block; height: auto; } .answers, .document { overflow: visible; } }
`;
