import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';

/** Petrol: the colour of what can be pressed. */
const petrol: MantineColorsTuple = [
  '#e9f6f5',
  '#d3e9e8',
  '#a6d3d1',
  '#76bcb9',
  '#4fa9a5',
  '#37999a',
  '#1f8082',
  '#0f676b',
  '#0c5559',
  '#073f43',
];

/** Warm greys, from paper to ink, in place of Mantine's bluish ones in the dark. */
const dark: MantineColorsTuple = [
  '#e8e9e6',
  '#c3c7c5',
  '#a7adac',
  '#7b8483',
  '#4a5354',
  '#363f40',
  '#262e2f',
  '#1c2324',
  '#141a1b',
  '#0e1314',
];

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, dark },
  black: '#182022',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: {
    fontWeight: '680',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: 'clamp(1.75rem, 1.4rem + 1.6vw, 2.5rem)', lineHeight: '1.15' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { radius: 'md' } },
    // Their <header> would be a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    // Inside the header they are in a landmark, and every child of theirs is an item.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true, radius: 'lg' } },
    Skeleton: { defaultProps: { radius: 'md' } },
  },
});

/** Mantine's own dimmed text, placeholders and error texts fall short of AA on their backgrounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfaf7',
    '--mantine-color-dimmed': '#556062',
    '--mantine-color-placeholder': '#667173',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#0f676b',
    '--mantine-color-default-border': '#d9d8d2',
    '--foyer-surface': '#ffffff',
    '--foyer-surface-sunken': '#f1efe9',
    '--foyer-line': '#e5e2da',
    '--foyer-control-line': '#8a9192',
    '--foyer-good-text': '#1c5b36',
    '--foyer-good-background': '#e0f1e6',
    '--foyer-wait-text': '#6f4200',
    '--foyer-wait-background': '#fbecd0',
    '--foyer-bad-text': '#8f1d17',
    '--foyer-bad-background': '#fbe5e2',
    '--foyer-calm-text': '#3f4a4c',
    '--foyer-calm-background': '#eceae4',
  },
  dark: {
    '--mantine-color-body': '#12181a',
    '--mantine-color-dimmed': '#a7b0b0',
    '--mantine-color-placeholder': '#8f9999',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-anchor': '#76c5c1',
    '--mantine-color-default-border': '#3b4546',
    '--foyer-surface': '#1a2123',
    '--foyer-surface-sunken': '#0e1415',
    '--foyer-line': '#2b3436',
    '--foyer-control-line': '#6c7879',
    '--foyer-good-text': '#a5dfb9',
    '--foyer-good-background': '#17392a',
    '--foyer-wait-text': '#f4cf8c',
    '--foyer-wait-background': '#3f2f12',
    '--foyer-bad-text': '#ffb4ac',
    '--foyer-bad-background': '#4a1f1c',
    '--foyer-calm-text': '#c9cfce',
    '--foyer-calm-background': '#2a3335',
  },
});
