import { useTranslation } from 'react-i18next';
import classes from './counts.module.css';

type Count = { label: string; value: number; isBad?: boolean };

/** A few numbers with their names. What is bad is bold as well: the colour alone says nothing. */
export function Counts({ counts }: { counts: readonly Count[] }) {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language);
  return (
    <dl className={classes.counts}>
      {counts.map(({ label, value, isBad = false }) => (
        <div key={label} data-bad={(isBad && value > 0) || undefined}>
          <dt>{label}</dt>
          <dd>{format.format(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
