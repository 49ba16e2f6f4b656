import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/react.ts', 'src/node.ts', 'src/passkeys.ts', 'src/admin.ts'],
  platform: 'neutral',
  target: 'es2023',
  // Types are printed from each file alone, so nothing of a dependency can slip into them.
  dts: { oxc: true },
  deps: {
    alwaysBundle: [/^@trpc\//, '@simplewebauthn/browser'],
    // Anything else that found its way in would be shipped unseen.
    onlyBundle: ['@trpc/client', '@trpc/server', '@simplewebauthn/browser'],
    neverBundle: [/^node:/, 'react', '@tanstack/react-query'],
  },
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  clean: true,
});
