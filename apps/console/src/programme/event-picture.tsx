import type { EventSummary } from '@foyer/client';
import { useState } from 'react';
import classes from './event-picture.module.css';

const tints = ['petrol', 'amber', 'plum', 'moss', 'slate'] as const;

/** The event's picture; without one, or when it does not load, a quiet drawing in a tint of its own. */
export function EventPicture({ event }: { event: Pick<EventSummary, 'id' | 'imageUrl'> }) {
  const [hasFailed, setHasFailed] = useState(false);
  if (event.imageUrl === null || hasFailed) {
    return (
      <div className={classes.drawing} data-tint={tintOf(event.id)}>
        <svg viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" focusable="false" aria-hidden="true">
          <path d="M22 90V58a30 30 0 0 1 60 0v32M64 90V44a36 36 0 0 1 72 0v46" />
          <path d="M40 90V62a12 12 0 0 1 24 0v28M86 90V50a14 14 0 0 1 28 0v40" />
        </svg>
      </div>
    );
  }
  return (
    <img
      className={classes.picture}
      src={event.imageUrl}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setHasFailed(true)}
    />
  );
}

function tintOf(id: string): (typeof tints)[number] {
  const last = Number.parseInt(id.slice(-2), 16);
  return tints[(Number.isNaN(last) ? 0 : last) % tints.length] ?? 'petrol';
}
