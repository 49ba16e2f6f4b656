import type { ReactNode } from 'react';
import classes from './tag.module.css';

export type Tone = 'good' | 'wait' | 'bad' | 'calm';

/** A short fact about a thing. The tone repeats what the words say, it never stands for them. */
export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
