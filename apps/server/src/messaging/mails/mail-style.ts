/** Colours by what they are for; light is inline, dark overrides it where a reader asks for it. */
const LIGHT = {
  page: '#f3f1ec',
  card: '#ffffff',
  ink: '#1d1b18',
  soft: '#5d5850',
  line: '#dfdbd2',
  deep: '#1f5c4d',
};
const DARK = {
  page: '#141312',
  card: '#1f1e1c',
  ink: '#efece6',
  soft: '#b3ada3',
  line: '#3a3733',
  deep: '#8fd3bf',
};

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const MONO = "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace";
const text = { fontFamily: FONT, fontSize: '16px', lineHeight: '1.5', color: LIGHT.ink, margin: '0 0 16px' };

export const styles = {
  page: { backgroundColor: LIGHT.page, padding: '24px 12px', margin: '0' },
  card: {
    backgroundColor: LIGHT.card,
    border: `1px solid ${LIGHT.line}`,
    borderRadius: '12px',
    maxWidth: '560px',
  },
  inside: { padding: '28px 28px 20px' },
  heading: { ...text, fontSize: '24px', lineHeight: '1.25', fontWeight: '650', margin: '0 0 20px' },
  paragraph: text,
  note: { ...text, fontSize: '14px', color: LIGHT.soft, margin: '0 0 12px' },
  code: {
    ...text,
    fontFamily: MONO,
    fontSize: '32px',
    lineHeight: '1.2',
    letterSpacing: '4px',
    textAlign: 'center',
    backgroundColor: LIGHT.page,
    borderRadius: '8px',
    padding: '18px 8px',
    margin: '8px 0 24px',
  },
  button: {
    fontFamily: FONT,
    fontSize: '16px',
    fontWeight: '600',
    color: '#ffffff',
    backgroundColor: LIGHT.deep,
    borderRadius: '8px',
    padding: '13px 22px',
    margin: '4px 0 16px',
  },
  address: { ...text, fontSize: '14px', color: LIGHT.soft, overflowWrap: 'anywhere' },
  link: { color: LIGHT.deep, overflowWrap: 'anywhere' },
  facts: { borderTop: `1px solid ${LIGHT.line}`, margin: '0 0 20px' },
  label: { ...text, fontSize: '13px', lineHeight: '1.4', color: LIGHT.soft, margin: '0' },
  value: { ...text, margin: '0', overflowWrap: 'anywhere' },
  fact: { padding: '10px 0', borderBottom: `1px solid ${LIGHT.line}` },
  footer: { ...text, fontSize: '13px', color: LIGHT.soft, textAlign: 'center', margin: '16px auto 0' },
} as const;

export const darkRules = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: ${DARK.page} !important; }
  .card { background-color: ${DARK.card} !important; border-color: ${DARK.line} !important; }
  .ink { color: ${DARK.ink} !important; }
  .soft { color: ${DARK.soft} !important; }
  .code { background-color: ${DARK.page} !important; }
  .line { border-color: ${DARK.line} !important; }
  .button { background-color: ${DARK.deep} !important; color: #10231e !important; }
  .link { color: ${DARK.deep} !important; }
}
@media (max-width: 420px) {
  .inside { padding: 20px 18px 12px !important; }
  .code { font-size: 26px !important; letter-spacing: 2px !important; }
}`;
