import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../identity/account.query.ts';
import { CopyButton } from '../../shell/copy-button.tsx';
import { DownloadIcon } from '../../shell/icons.tsx';
import classes from './recovery-codes.module.css';

type RecoveryCodesProps = { codes: string[]; onKept: () => void };

/** Shown this once. Whoever closes this has said that they are kept. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const { t } = useTranslation('security');
  const account = useAccount();
  return (
    <Stack gap="lg">
      <Text>{t('recoveryCodesText')}</Text>
      <ol className={classes.codes} aria-label={t('recoveryCodes')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Group gap="sm">
        <CopyButton text={codes.join('\n')} label={t('copyCodes')} data-autofocus />
        <Button
          variant="default"
          leftSection={<DownloadIcon size={16} />}
          onClick={() =>
            download(
              'foyer-recovery-codes.txt',
              `${t('recoveryCodesFile', { address: account?.address ?? '' })}\n\n${codes.join('\n')}\n`,
            )
          }
        >
          {t('download')}
        </Button>
      </Group>
      <Button onClick={onKept} fullWidth>
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
