import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AlertIcon } from './icons.tsx';
import { MessagePage } from './message-page.tsx';

/** What is shown when a page itself fails: a defect of ours, not a refusal of the API. */
export function BrokenPage() {
  const { t } = useTranslation();
  return (
    <MessagePage
      icon={<AlertIcon size={34} />}
      title={t('brokenTitle')}
      text={t('brokenText')}
      action={<Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
    />
  );
}
