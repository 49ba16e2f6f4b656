import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { envExample } from '../src/kernel/env-example.ts';

writeFileSync(fileURLToPath(new URL('../../../.env.example', import.meta.url)), envExample());
