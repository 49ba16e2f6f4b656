import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22.17',
  dts: false,
  deps: { neverBundle: ['@foyer/client', '@foyer/client/node'], onlyBundle: [] },
  outExtensions: () => ({ js: '.js' }),
  clean: true,
});
