import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// What is compiled at one start need not be compiled at the next: half of a start is that. Where nothing may be written
// it goes without; NODE_COMPILE_CACHE names another folder.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)));
await import('./start.ts');
