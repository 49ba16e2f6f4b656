import { useTranslation } from 'react-i18next';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { instantOf } from '../../times/wall-clock.ts';
import { isStart, previewReminders, type Start } from './preview-reminders.ts';
import type { ReminderDraft } from './reminder-drafts.ts';
import classes from './reminders-field.module.css';

/** What the rules come to at the start that stands in the form now, by the clock of the place. */
export function RemindersPreview({ drafts, start }: { drafts: readonly ReminderDraft[]; start: Start }) {
  const { t } = useTranslation('reminders');
  const format = useTimeFormat();
  if (!isStart(start)) return null;
  const { startsAtLocal, timeZone } = start;
  const times = previewReminders(drafts, start, new Date());
  if (times.length === 0) return null;
  return (
    <div className={classes.preview} role="status">
      <p>{t('previewFor', { start: format.dateTime(instantOf(startsAtLocal, timeZone), timeZone) })}</p>
      <ul>
        {times.map(({ at, fate }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rules may come to one time
          <li key={index} data-fate={fate}>
            {t(fate, { time: format.dateTime(at, timeZone) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
