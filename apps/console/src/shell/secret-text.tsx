import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.tsx';
import classes from './secret-text.module.css';

type SecretTextProps = {
  label: string;
  text: string;
  copyLabel?: string;
  /** In groups of four, for whoever types it. */
  isTyped?: boolean;
};

/** Something to take elsewhere, as it is: readable, selected as a whole by a click, and copied by a button. */
export function SecretText({ label, text, copyLabel, isTyped = false }: SecretTextProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <Text fw={600} size="sm">
        {label}
      </Text>
      <div className={classes.box}>
        <code className={classes.text}>{isTyped ? text.replace(/.{4}(?=.)/g, '$& ') : text}</code>
        <CopyButton text={text} label={copyLabel ?? t('copy')} size="xs" />
      </div>
    </Stack>
  );
}
