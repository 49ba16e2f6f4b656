import type { DeadLetter } from '@foyer/client/admin';
import { Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { CheckIcon } from '../../shell/icons.tsx';
import { Pages } from '../../shell/pages.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { JobAction } from './job-action.tsx';
import { JobRow, Unfold } from './job-row.tsx';
import { deadLettersQuery } from './jobs.queries.ts';
import { useJobWords } from './use-job-words.ts';

export function DeadLettersTab() {
  const { t } = useTranslation('jobs');
  return (
    <Pages
      list={useInfiniteQuery(deadLettersQuery)}
      empty={<EmptyState icon={<CheckIcon size={26} />} title={t('noDead')} text={t('noDeadText')} />}
    >
      {(letters) => (
        <Stack>
          <Group justify="flex-end">
            <JobAction
              label={t('redriveAll')}
              question={{ title: t('redriveAllTitle'), text: t('redriveAllText') }}
              run={() => foyer.jobs.redrive({})}
              done={(answer) => t('redriven', { ...answer })}
              removes
            />
          </Group>
          <ul className={rows.rows}>
            {letters.map((letter) => (
              <li key={letter.id}>
                <LetterRow letter={letter} />
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </Pages>
  );
}

function LetterRow({ letter }: { letter: DeadLetter }) {
  const { t } = useTranslation('jobs');
  const format = useTimeFormat();
  const name = useJobWords().nameOf(letter.queue);
  const { id, tries, diedAt, error, payload } = letter;
  return (
    <JobRow
      level={2}
      name={name}
      actions={
        <>
          <JobAction
            label={t('redrive')}
            name={t('redriveNamed', { name })}
            run={() => foyer.jobs.redrive({ ids: [id] })}
            done={(answer) => t('redriven', { ...answer })}
            removes
          />
          <JobAction
            label={t('remove')}
            name={t('removeNamed', { name })}
            question={{ title: t('removeTitle'), text: t('removeText', { name }) }}
            isDangerous
            run={() => foyer.jobs.deleteDeadLetters({ ids: [id] })}
            done={() => t('removed')}
            removes
          />
        </>
      }
    >
      <div>{t('deadLetter', { tries, time: format.dateTime(diedAt) })}</div>
      {error !== null && (
        <>
          <div>{error.split('\n')[0]}</div>
          <Unfold title={t('error')} text={error} />
        </>
      )}
      <Unfold title={t('payload')} text={payload} />
    </JobRow>
  );
}
