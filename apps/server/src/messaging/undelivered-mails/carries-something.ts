import { sql } from 'kysely';

/** Whether a mail still has what it was to say: what carried a code was emptied when it was refused. */
export const carriesSomething = sql<boolean>`cast(payload as text) <> '{}'`;
