import { useTranslation } from 'react-i18next';
import { DoorIcon } from './icons.tsx';
import { ButtonLink } from './links.tsx';
import { MessagePage } from './message-page.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <MessagePage
      icon={<DoorIcon size={34} />}
      title={t('notFoundTitle')}
      text={t('notFoundText')}
      action={<ButtonLink to="/">{t('toProgramme')}</ButtonLink>}
    />
  );
}
