import type { Config } from '../../kernel/config.ts';

/** What of the configuration is about the file of places. */
export type PlacesConfig = Pick<
  Config,
  | 'GEOIP_PATH'
  | 'GEOIPUPDATE_ACCOUNT_ID'
  | 'GEOIPUPDATE_LICENSE_KEY'
  | 'GEOIPUPDATE_EDITION_ID'
  | 'GEOIPUPDATE_URL'
>;
