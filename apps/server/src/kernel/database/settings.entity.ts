import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** What all processes share and an operator does not configure, such as how far the clock is ahead. */
export const SettingEntity = defineEntity({
  name: 'Setting',
  tableName: 'setting',
  properties: {
    name: p.string().length(80).primary(),
    value: p.text(),
  },
});

declare module './tables.ts' {
  interface Tables {
    setting: InferKyselyTable<typeof SettingEntity>;
  }
}
