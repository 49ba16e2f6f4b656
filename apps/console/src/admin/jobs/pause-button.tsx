import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { JobAction } from './job-action.tsx';

type PauseButtonProps = { queue: string; name: string; isPaused: boolean };

export function PauseButton({ queue, name, isPaused }: PauseButtonProps) {
  const { t } = useTranslation('jobs');
  return isPaused ? (
    <JobAction
      key="resume"
      label={t('resume')}
      name={t('resumeNamed', { name })}
      run={() => foyer.jobs.resume({ queue })}
      done={() => t('resumedNow')}
    />
  ) : (
    <JobAction
      key="pause"
      label={t('pause')}
      name={t('pauseNamed', { name })}
      question={{ title: t('pauseTitle'), text: t('pauseText', { name }) }}
      run={() => foyer.jobs.pause({ queue })}
      done={() => t('pausedNow')}
    />
  );
}
