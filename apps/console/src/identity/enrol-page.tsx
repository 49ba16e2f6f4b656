import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoorIcon } from '../shell/icons.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { MessagePage } from '../shell/message-page.tsx';
import { useEnrolmentToken } from './enrolment-token.ts';
import { pendingCodeOf } from './pending-code.ts';
import { Registration } from './registration/registration.tsx';

/** The page of the one-time link. Its token is in the fragment, which no server and no log ever sees. */
export function EnrolPage() {
  const { t } = useTranslation(['identity', 'shell']);
  const fromLink = useEnrolmentToken();
  const [underWay] = useState(() => pendingCodeOf('enrol')?.enrolmentToken);
  const token = fromLink ?? underWay;
  if (token === undefined) {
    return (
      <MessagePage
        icon={<DoorIcon size={34} />}
        title={t('enrolMissingTitle')}
        text={t('enrolMissingText')}
        action={<ButtonLink to="/">{t('shell:toProgramme')}</ButtonLink>}
      />
    );
  }
  return (
    <Registration
      kind="enrol"
      title={t('enrolTitle')}
      lead={t('enrolLead')}
      enrolmentToken={token}
      next="/staff/events"
    />
  );
}
