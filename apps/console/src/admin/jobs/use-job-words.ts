import { useTranslation } from 'react-i18next';
import type { en } from '../../languages/en/en.ts';

type Key = keyof typeof en.jobs;

/** A job's name and what it does, in the language of the page; what has no words here yet says the server's. */
export function useJobWords() {
  const { t, i18n } = useTranslation('jobs');
  const words = (key: string, otherwise: string) =>
    i18n.exists(key, { ns: 'jobs' }) ? t(key as Key) : otherwise;
  return {
    nameOf: (queue: string, title = queue) => words(`name-${queue}`, title),
    aboutOf: (queue: string, description = '') => words(`about-${queue}`, description),
  };
}
