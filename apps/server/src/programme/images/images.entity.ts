import { sql } from 'kysely';
import type { Config } from '../../kernel/config.ts';
import { jsonOf } from '../../kernel/database/sql-of.ts';
import type { EventImage } from './images.contract.ts';

/** The picture of an event, as it stands beside it. Its files are named by its id and by what is in them. */
export type StoredImage = {
  id: string;
  alt: string;
  width: number;
  height: number;
  placeholder: string;
  variants: { key: string; width: number; height: number; type: 'image/webp' | 'image/jpeg' }[];
};

/** Which picture an event shows, in the words that the index on it has. */
export const shownImageId = sql<string>`image ->> 'id'`;

/** Everything that is made of one picture stands below this, and nothing else. */
export function folderOf(id: string): string {
  return `images/${id}/`;
}

/** What was uploaded, cleaned; never served. All sizes are made from it. */
export function masterKeyOf(id: string): string {
  return `masters/${id}.webp`;
}

export function describeImage(config: Config, column: unknown): EventImage | null {
  if (column === null || column === undefined) return null;
  const { alt, width, height, placeholder, variants } = jsonOf<StoredImage>(column);
  const withUrls = variants.map(({ key, ...variant }) => ({
    url: `${config.PUBLIC_URL}/media/${key}`,
    ...variant,
  }));
  return { alt, width, height, placeholder, variants: withUrls };
}
