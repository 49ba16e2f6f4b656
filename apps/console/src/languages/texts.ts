import type { en } from './en/en.ts';

type English = typeof en;

/** What a language must say: everything that English says, and whatever plural forms it has besides. */
export type Texts = {
  [Area in keyof English]: { [Key in keyof English[Area]]: string } & {
    [plural: `${string}_few` | `${string}_many`]: string;
  };
};
