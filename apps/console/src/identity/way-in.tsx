import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { Page } from '../shell/page.tsx';
import { FaultNotice } from './fault-notice.tsx';
import classes from './way-in.module.css';

type WayInProps = {
  /** Names the step: each is a page of its own, whose heading is new and is announced as such. */
  step: string;
  title: string;
  lead?: ReactNode;
  /** What led back to this step. */
  fault?: unknown;
  footer?: ReactNode;
  children: ReactNode;
};

/** The frame of every step of every way in: one question, in one card. */
export function WayIn({ step, title, lead, fault, footer, children }: WayInProps) {
  return (
    <Page key={step} width="narrow" title={title} lead={lead}>
      <Paper className={classes.card}>
        {fault !== undefined && fault !== null && (
          <div className={classes.before}>
            <FaultNotice fault={fault} />
          </div>
        )}
        {children}
      </Paper>
      {footer !== undefined && <div className={classes.footer}>{footer}</div>}
    </Page>
  );
}
