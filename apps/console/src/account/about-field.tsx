import { Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './about-field.module.css';
import { longestAbout } from './profile-values.ts';

type AboutFieldProps = { value: string; onChange: (about: string) => void; error?: string | undefined };

/** Some sentences, and how many characters they take. A text that is pasted too long is kept, to be shortened. */
export function AboutField({ value, onChange, error }: AboutFieldProps) {
  const { t } = useTranslation('account');
  const used = value.trim().length;
  return (
    <Textarea
      label={t('about')}
      description={
        <span className={classes.description}>
          <span>{t('aboutHint')}</span>
          <Text span inherit fw={used > longestAbout ? 700 : undefined}>
            {t('aboutUsed', { used, most: longestAbout })}
          </Text>
        </span>
      }
      size="md"
      rows={5}
      resize="vertical"
      value={value}
      onChange={(change) => onChange(change.currentTarget.value)}
      error={error}
    />
  );
}
