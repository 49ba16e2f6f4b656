import type { EventSummary } from '@foyer/client';
import { useTranslation } from 'react-i18next';

export function useSeatsText(): (event: EventSummary) => string {
  const { t } = useTranslation('staff');
  return ({ capacity, seatsTaken }) =>
    capacity === null
      ? t('seatsTakenUnbounded', { count: seatsTaken })
      : t('seatsTaken', { taken: seatsTaken, capacity });
}
