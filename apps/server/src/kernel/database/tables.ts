/**
 * Every table by its name, for typed SQL. Each entity file adds its own line:
 * `declare module '…/kernel/database/tables.ts' { interface Tables { event: InferKyselyTable<typeof EventEntity> } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: entities fill it by declaration merging
export interface Tables {}
