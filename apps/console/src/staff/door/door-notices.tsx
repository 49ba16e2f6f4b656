import { FoyerError } from '@foyer/client';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFaultText } from '../../shell/fault-text.ts';
import { Notice } from '../../shell/notice.tsx';
import { useTimeFormat } from '../../times/use-time-format.ts';
import classes from './door.module.css';
import type { Conflict } from './door-database.ts';
import type { Door } from './use-door.ts';

/** What must be known beside the answers: that there is no network, and what turned out otherwise since. */
export function DoorNotices({
  isOffline,
  hindrance,
  scans,
  conflicts,
  sendKept,
  seen,
}: Pick<Door, 'isOffline' | 'hindrance' | 'scans' | 'conflicts' | 'sendKept' | 'seen'>) {
  const { t } = useTranslation('door');
  const faultText = useFaultText();
  return (
    <>
      <div role="status" className={classes.region}>
        {(isOffline || scans.length > 0) && (
          <Notice tone="wait">
            {hindrance !== null && <div>{t('notTaken', { why: faultText(hindrance) })}</div>}
            {hindrance === null && isOffline && <div>{t('offline')}</div>}
            {scans.length > 0 && <div>{t('waiting', { count: scans.length })}</div>}
            <Button size="compact-sm" variant="default" mt="xs" onClick={() => void sendKept()}>
              {t('sendNow')}
            </Button>
          </Notice>
        )}
      </div>
      {conflicts.length > 0 && (
        <Notice tone="bad" role="alert" title={t('conflicts')}>
          <ul className={classes.conflicts}>
            {conflicts.map((conflict) => (
              <li key={conflict.key}>
                <ConflictText conflict={conflict} />
                <Button size="compact-sm" variant="default" onClick={() => void seen(conflict.key)}>
                  {t('conflictSeen')}
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function ConflictText({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation('door');
  const format = useTimeFormat();
  const faultText = useFaultText();
  const name = conflict.fullName ?? t('somebody');
  const scanned = format.time(conflict.scannedAt);
  if (conflict.code === null) {
    const first = conflict.firstAt === null ? '' : format.time(conflict.firstAt);
    return <span>{t('conflictAlready', { name, scanned, first })}</span>;
  }
  const why = faultText(new FoyerError(conflict.code, conflict.code));
  return <span>{t('conflictRefused', { name, scanned, why })}</span>;
}
