import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import cards from './programme-page.module.css';

/** Room for the cards that are on their way, so that nothing jumps when they come. */
export function EventCardSkeletons() {
  const { t } = useTranslation();
  return (
    <div role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <div className={cards.cards} aria-hidden="true">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <Skeleton key={key} height={370} radius="lg" />
        ))}
      </div>
    </div>
  );
}
