import { useCallback, useEffect, useState } from 'react';

/** Seconds until something may be tried again. */
export function useCountdown(): { secondsLeft: number; start: (seconds: number) => void } {
  const [end, setEnd] = useState(0);
  const [secondsLeft, setSecondsLeft] = useState(0);

  useEffect(() => {
    if (end === 0) return;
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1_000));
      setSecondsLeft(left);
      if (left === 0) setEnd(0);
    };
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [end]);

  const start = useCallback((seconds: number) => {
    setSecondsLeft(seconds);
    setEnd(performance.now() + seconds * 1_000);
  }, []);
  return { secondsLeft, start };
}

/** 95 → 1:35 */
export function clockOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}
