import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { durationOf } from '../times/duration.ts';

/** How long a seat is kept. It is not read out each second: whoever listens has heard until when. */
export function OfferCountdown({ endsAt }: { endsAt: Date }) {
  const { t, i18n } = useTranslation('tickets');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const secondsLeft = Math.ceil((endsAt.getTime() - now) / 1_000);
  if (secondsLeft <= 0) return <div>{t('offeredOver')}</div>;
  return <div role="timer">{t('offeredLeft', { time: durationOf(secondsLeft, i18n.language) })}</div>;
}
