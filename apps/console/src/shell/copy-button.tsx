import { Button, type ButtonProps } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CopyIcon } from './icons.tsx';
import { notifyFailed } from './notify.tsx';

type CopyButtonProps = ButtonProps & { text: string; label: string };

/** Says on itself that it has copied; readers hear it, since the button has the focus. */
export function CopyButton({ text, label, ...look }: CopyButtonProps) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 3_000 });
  return (
    <Button
      variant="default"
      {...look}
      leftSection={clipboard.copied ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
      onClick={() => {
        // Without TLS a page has no clipboard; what is shown can still be selected.
        if (navigator.clipboard === undefined) notifyFailed(t('copyFailed'));
        else clipboard.copy(text);
      }}
    >
      <span aria-live="polite">{clipboard.copied ? t('copied') : label}</span>
    </Button>
  );
}
