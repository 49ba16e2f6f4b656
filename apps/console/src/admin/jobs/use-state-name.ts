import type { JobState } from '@foyer/client/admin';
import { useTranslation } from 'react-i18next';

const NAMES = {
  ready: 'stateReady',
  deferred: 'stateDeferred',
  active: 'stateActive',
  failed: 'stateFailed',
  completed: 'stateCompleted',
  cancelled: 'stateCancelled',
} as const satisfies Record<JobState, string>;

export const jobStates = Object.keys(NAMES) as JobState[];

export function useStateName(): (state: JobState) => string {
  const { t } = useTranslation('jobs');
  return (state) => t(NAMES[state]);
}
