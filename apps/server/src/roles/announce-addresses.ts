import { createEnrolment, type Enrolment } from '../identity/enrolments/create-enrolment.ts';
import type { Config } from '../kernel/config.ts';
import type { Context } from '../kernel/context.ts';

/** Prints where everything is, and how to become the first superuser while there is none. */
export async function announceAddresses(
  config: Config,
  firstEnrolment: (create: (ctx: Context) => Promise<Enrolment>) => Promise<Enrolment | undefined>,
): Promise<void> {
  const url = config.PUBLIC_URL;
  const lines: [string, string][] = [
    ['Console', url],
    ['API', `${url}/trpc  and  ${url}/api/v1`],
    ['API docs', `${url}/docs`],
  ];
  if (!config.isProduction) lines.push(['Mail', `${url}/dev/mail`], ['Clock', `${url}/dev/clock`]);
  const enrolment = await firstEnrolment(createEnrolment);
  if (enrolment) lines.push(['Become the first superuser, once, within a day', enrolment.url]);
  const width = Math.max(...lines.map(([name]) => (name.length > 20 ? 0 : name.length)));
  const text = lines.map(([name, where]) =>
    name.length > 20 ? `\n  ${name}:\n  ${where}` : `  ${name.padEnd(width)}  ${where}`,
  );
  process.stdout.write(`\nFoyer is ready.\n\n${text.join('\n')}\n\n`);
}
