// `npm run lint`: everything that reads sources without running them.
import { runSteps } from './run-step.mjs';
import { lintSteps } from './steps.mjs';

const results = await runSteps(lintSteps);
if (results.some((result) => result.outcome === 'failed')) process.exitCode = 1;
