import { Button, Group, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CopyIcon, DownloadIcon } from '../../shell/icons.tsx';
import { notifyFailed } from '../../shell/notify.tsx';
import classes from './recovery-codes.module.css';

type RecoveryCodesProps = { codes: readonly string[]; address: string; onKept: () => void };

/** Shown this once. Whoever goes on has said that they are kept. */
export function RecoveryCodes({ codes, address, onKept }: RecoveryCodesProps) {
  const { t } = useTranslation('identity');
  const clipboard = useClipboard({ timeout: 3_000 });
  const text = codes.join('\n');
  function copy(): void {
    // Without TLS a page has no clipboard; what is shown can still be selected.
    if (navigator.clipboard === undefined) notifyFailed(t('copyFailed'));
    else clipboard.copy(text);
  }
  return (
    <Stack gap="lg">
      <Text>{t('recoveryCodesText')}</Text>
      <ol className={classes.codes} aria-label={t('recoveryCodesTitle')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Group gap="sm" grow>
        <Button
          variant="default"
          leftSection={clipboard.copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
          onClick={copy}
        >
          <span aria-live="polite">{t(clipboard.copied ? 'copied' : 'copyCodes')}</span>
        </Button>
        <Button
          variant="default"
          leftSection={<DownloadIcon size={16} />}
          onClick={() =>
            download('foyer-recovery-codes.txt', `${t('recoveryCodesFile', { address })}\n\n${text}\n`)
          }
        >
          {t('downloadCodes')}
        </Button>
      </Group>
      <Button size="md" fullWidth onClick={onKept}>
        {t('codesKept')}
      </Button>
    </Stack>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
