// Which room may know which: the import rules of CONTRIBUTING.md, as a check.
// A feature is apps/server/src/<area>/<feature>/, and the kind of a file is in its name.

const server = '^apps/server/src/';
const feature = `${server}(?!kernel/|migrations/|roles/|testing/)[^/]+/`;
const tests = '[.]test(ing)?[.]tsx?$|^apps/server/src/testing/|/test/';

export default {
  forbidden: [
    {
      name: 'kernel-knows-no-feature',
      comment: 'The kernel is what every feature stands on. What it needs of one is handed to it from above.',
      severity: 'error',
      from: { path: `${server}kernel/`, pathNot: tests },
      to: { path: server, pathNot: `${server}kernel/` },
    },
    {
      name: 'procedures-are-listed-once',
      comment: 'A door is known to app-router.ts alone. To use what is behind it, import the verb.',
      severity: 'error',
      from: { pathNot: [tests, `${server}app-router[.]ts$`] },
      to: { path: '[.]procedures[.]ts$' },
    },
    {
      name: 'features-know-nothing-above-them',
      comment: 'main, app, app-router and the registries know the features, never the other way round.',
      severity: 'error',
      from: { path: [feature, `${server}migrations/`], pathNot: tests },
      to: { path: `${server}[^/]+[.]tsx?$` },
    },
    {
      name: 'tests-stay-tests',
      comment: 'What ships imports nothing of the tests.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'across-features-no-doors-jobs-or-mails',
      comment:
        'Another feature offers its verbs, entities, policies and contracts; how it queues and writes is its own.',
      severity: 'error',
      from: { path: `${server}([^/]+/[^/]+)/`, pathNot: [tests, `${server}(kernel|testing|migrations)/`] },
      to: {
        path: `${feature}[^/]+/.*[.](procedures|job|mail)[.]tsx?$`,
        pathNot: `${server}$1/`,
      },
    },
    {
      name: 'procedures-stay-a-door',
      comment: 'A door calls a verb. What a door would enqueue or write by itself belongs into one.',
      severity: 'error',
      from: { path: `${feature}.*[.]procedures[.]ts$` },
      to: { path: '[.](job|mail)[.]tsx?$' },
    },
    {
      name: 'entity-and-policy-point-down',
      comment:
        'An entity knows entities, a policy knows entities and policies; both know contracts and the kernel.',
      severity: 'error',
      from: { path: `${feature}.*[.](entity|policy)[.]ts$` },
      to: { path: feature, pathNot: '[.](entity|policy|contract)[.]ts$' },
    },
    {
      name: 'entity-knows-no-policy',
      comment: 'A row does not know who may touch it.',
      severity: 'error',
      from: { path: '[.]entity[.]ts$' },
      to: { path: '[.]policy[.]ts$' },
    },
    {
      name: 'contract-imports-nothing-of-the-server',
      comment:
        'A contract is bytes on the wire: zod, other contracts, and nothing else, so that anybody may read it.',
      severity: 'error',
      from: { path: '[.]contract[.]ts$' },
      to: { pathNot: ['[.]contract[.]ts$', 'node_modules/zod/'] },
    },
    {
      name: 'mail-reads-and-writes-words',
      comment:
        'A mail looks at the state of things when it is sent, and makes words of it. It opens no door.',
      severity: 'error',
      from: { path: '[.]mail[.]tsx?$' },
      to: { path: '[.](procedures|job|policy)[.]tsx?$' },
    },
    {
      name: 'console-and-command-line-stand-on-the-sdk',
      comment:
        'They are built on @foyer/client alone, as anybody else would build them. Their tests start the server.',
      severity: 'error',
      from: { path: '^(apps/console|packages/cli)/', pathNot: tests },
      to: {
        path: '^(apps/server|packages/client/(src|build))/|^@foyer/server|node_modules/(@trpc|@mikro-orm|fastify|pg|pg-boss)/',
      },
    },
    {
      name: 'client-ships-nothing-of-the-server',
      comment: 'Its build reads the router; what is published does not even name it.',
      severity: 'error',
      from: { path: '^packages/client/src/', pathNot: tests },
      to: { path: '^(apps|packages/cli|packages/client/build)/|^@foyer/server' },
    },
    {
      name: 'client-runs-in-browsers',
      comment: 'Only the node entry may use what a browser does not have.',
      severity: 'error',
      from: { path: '^packages/client/src/', pathNot: [tests, '^packages/client/src/node(/|[.]ts$)'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-does-not-call-itself',
      comment: 'The published client is for the tests of the server, not for the server.',
      severity: 'error',
      from: { path: server, pathNot: tests },
      to: { path: '^(packages|apps/console)/|^@foyer/|node_modules/@foyer/' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need one another are one file, or three. Type-only imports count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports and that imports nobody.',
      severity: 'error',
      from: { orphan: true, pathNot: [tests, '/dist/', '/public/', '[.]d[.]ts$', '[.]config[.]ts$'] },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere. (@foyer/client resolves once it is built.)',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@foyer/client' },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'What a package imports stands in its own package.json.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-dependency-in-production',
      comment: 'The server runs from its sources, so what they import must be a dependency.',
      severity: 'error',
      from: { path: `${server}|^packages/cli/src/`, pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^(apps|packages)/[^/]+/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
