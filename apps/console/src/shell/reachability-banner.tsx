import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { reportReachable, useReachable } from '../client/reachability.ts';
import { notifyDone } from './notify.tsx';
import classes from './reachability-banner.module.css';

/** Says that nothing answers, keeps asking whether something does, and loads again what failed meanwhile. */
export function ReachabilityBanner() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const isReachable = useReachable();
  const wasReachable = useRef(true);
  const probe = useQuery({
    queryKey: ['readyz'],
    queryFn: isReady,
    enabled: !isReachable,
    refetchInterval: 5_000,
    refetchOnReconnect: 'always',
    gcTime: 0,
    retry: false,
    meta: { isProbe: true },
  });

  useEffect(() => {
    const ask = () => void isReady().then((isThere) => isThere || reportReachable(false));
    // What the browser says is no answer, but a reason to ask before somebody presses something in vain.
    window.addEventListener('offline', ask);
    return () => window.removeEventListener('offline', ask);
  }, []);

  useEffect(() => {
    if (!isReachable && probe.data === true && probe.isFetchedAfterMount) reportReachable(true);
  }, [isReachable, probe.data, probe.isFetchedAfterMount]);

  useEffect(() => {
    if (isReachable && !wasReachable.current) {
      notifyDone(t('reachable'));
      queryClient.removeQueries({ queryKey: ['readyz'] });
      void queryClient.invalidateQueries();
    }
    wasReachable.current = isReachable;
  }, [isReachable, queryClient, t]);

  return (
    <div role="status" className={classes.region}>
      {!isReachable && (
        <div className={classes.banner}>
          <span>{navigator.onLine ? t('unreachable') : t('offline')}</span>
          <Button
            size="compact-sm"
            variant="default"
            loading={probe.isFetching}
            onClick={() => void probe.refetch()}
          >
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

async function isReady(): Promise<boolean> {
  return fetch('/readyz', { cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  );
}
