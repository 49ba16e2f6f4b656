/** The look of the mails, light and dark, for the pages that their links lead to. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --page: #f3f1ec; --card: #fff; --ink: #1d1b18; --soft: #5d5850; --line: #dfdbd2; --edge: #857d70; --deep: #1f5c4d; --on-deep: #fff; --wrong: #9b2c1f; }
@media (prefers-color-scheme: dark) { :root { --page: #141312; --card: #1f1e1c; --ink: #efece6; --soft: #b3ada3; --line: #3a3733; --edge: #8d867b; --deep: #8fd3bf; --on-deep: #10231e; --wrong: #f2a597; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 12px; background: var(--page); color: var(--ink); font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 560px; margin: 0 auto; padding: 28px 28px 20px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 20px; font-size: 24px; line-height: 1.25; font-weight: 650; }
h2 { margin: 24px 0 8px; padding-top: 20px; border-top: 1px solid var(--line); font-size: 18px; line-height: 1.3; }
p { margin: 0 0 16px; }
form { margin: 0 0 16px; }
label { display: block; margin: 0 0 4px; font-weight: 600; }
.hint { margin: 0 0 8px; color: var(--soft); font-size: 14px; }
.wrong { margin: 0 0 16px; padding-left: 12px; border-left: 4px solid var(--wrong); color: var(--wrong); font-weight: 600; }
.done { margin: 0 0 16px; padding-left: 12px; border-left: 4px solid var(--deep); font-weight: 600; }
input { display: block; width: 100%; min-height: 44px; margin: 0 0 16px; padding: 8px 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); color: var(--ink); font: inherit; }
input.code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; letter-spacing: 2px; }
input[aria-invalid] { border-color: var(--wrong); }
button, a.button { display: inline-block; min-height: 44px; margin: 4px 0 0; padding: 11px 22px; border: 1px solid var(--deep); border-radius: 8px; background: var(--deep); color: var(--on-deep); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
button.second { background: transparent; color: var(--deep); }
a { color: var(--deep); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
@media (max-width: 420px) { main { padding: 20px 18px 12px; } button, a.button { width: 100%; text-align: center; } }
@media (forced-colors: active) { button, a.button { border-color: ButtonText; } }
`;
