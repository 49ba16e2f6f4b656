import type { FirstEnrolment } from '../identity/enrolments/offer-first-enrolment.ts';
import type { Config } from '../kernel/config.ts';

/** Prints where everything is, and how to become the first superuser while there is none. */
export function announceAddresses(config: Config, enrolment: FirstEnrolment): void {
  const url = config.PUBLIC_URL;
  const lines: [string, string][] = [
    ['Console', url],
    ['API', `${url}/trpc  and  ${url}/api/v1`],
    ['API docs', `${url}/docs`],
    ['Jobs', `${config.ADMIN_URL}/admin/jobs`],
  ];
  if (!config.isProduction) lines.push(['Mail', `${url}/dev/mail`], ['Clock', `${url}/dev/clock`]);
  if (enrolment && 'link' in enrolment)
    lines.push(['Become the first superuser, once, within a day', enrolment.link.url]);
  else if (enrolment)
    lines.push(['The link for the first superuser is sent to the webhook at', enrolment.sentTo]);
  const width = Math.max(...lines.map(([name]) => (name.length > 20 ? 0 : name.length)));
  const text = lines.map(([name, where]) =>
    name.length > 20 ? `\n  ${name}:\n  ${where}` : `  ${name.padEnd(width)}  ${where}`,
  );
  process.stdout.write(`\nFoyer is ready.\n\n${text.join('\n')}\n\n`);
}
