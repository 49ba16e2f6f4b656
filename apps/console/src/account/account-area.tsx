import type { ReactNode } from 'react';
import { SignedInOnly } from '../identity/signed-in-only.tsx';
import { Page } from '../shell/page.tsx';
import classes from './account-area.module.css';
import { AccountSections } from './account-sections.tsx';

type AccountAreaProps = { title: string; lead?: ReactNode; children: ReactNode };

/** The frame of every page of an account: the way to the others, then the page itself. */
export function AccountArea({ title, lead, children }: AccountAreaProps) {
  return (
    <SignedInOnly>
      <div className={classes.area}>
        <AccountSections />
        <Page width="reading" title={title} lead={lead}>
          {children}
        </Page>
      </div>
    </SignedInOnly>
  );
}
