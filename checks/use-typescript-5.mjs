// dependency-cruiser reads sources by TypeScript's JavaScript API, which TypeScript 7 does not have yet.
// Loaded by `node --import`, this hands it the 5.9 that stands beside as `typescript-5`.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    return nextResolve(specifier.replace(/^typescript(?=$|\/)/, 'typescript-5'), context);
  },
});
