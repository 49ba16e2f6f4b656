export const databaseUser = 'foyer';

export type Address = { port: number; password: string };

export function databaseUrl({ port, password }: Address, database = 'foyer'): string {
  return `postgres://${databaseUser}:${password}@127.0.0.1:${port}/${database}`;
}
