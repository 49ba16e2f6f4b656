import { Button, Center, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultText } from './fault-text.ts';
import { Notice } from './notice.tsx';

type LoadMoreProps = {
  shown: number;
  hasMore: boolean;
  isLoading: boolean;
  error: unknown;
  onLoadMore: () => void;
};

/** The next page of a list, and the news of its arrival for those who do not see it grow. */
export function LoadMore({ shown, hasMore, isLoading, error, onLoadMore }: LoadMoreProps) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const before = useRef(shown);
  const [news, setNews] = useState('');
  useEffect(() => {
    const added = shown - before.current;
    before.current = shown;
    if (added > 0) setNews(t('moreLoaded', { count: added }));
  }, [shown, t]);
  return (
    <>
      <VisuallyHidden role="status">{news}</VisuallyHidden>
      {error !== null && (
        <Notice tone="bad" role="alert">
          {faultText(error)}
        </Notice>
      )}
      {hasMore && (
        <Center>
          <Button variant="default" size="md" onClick={onLoadMore} loading={isLoading}>
            {error === null ? t('loadMore') : t('retry')}
          </Button>
        </Center>
      )}
    </>
  );
}
