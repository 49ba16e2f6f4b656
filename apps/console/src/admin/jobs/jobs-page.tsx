import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isOnAdminListener } from '../../client/foyer.ts';
import { useAccount } from '../../identity/account.query.ts';
import { SignedInOnly } from '../../identity/signed-in-only.tsx';
import { DoorIcon } from '../../shell/icons.tsx';
import { ButtonLink } from '../../shell/links.tsx';
import { MessagePage } from '../../shell/message-page.tsx';
import { Page } from '../../shell/page.tsx';
import { Tag } from '../../shell/tag.tsx';
import { StaffSections } from '../../staff/staff-sections.tsx';
import { DeadLettersTab } from './dead-letters-tab.tsx';
import { jobTabs } from './job-tabs.ts';
import { overviewQuery } from './jobs.queries.ts';
import { QueuesTab } from './queues-tab.tsx';
import { SchedulesTab } from './schedules-tab.tsx';
import { UndeliveredMailsTab } from './undelivered-mails-tab.tsx';

const route = getRouteApi('/admin/jobs');

export function JobsPage() {
  return (
    <SignedInOnly staff>
      <SuperusersOnly />
    </SignedInOnly>
  );
}

function SuperusersOnly() {
  const { t } = useTranslation(['jobs', 'apiClients', 'shell']);
  const isSuperuser = useAccount()?.role === 'superuser';
  if (!isSuperuser || !isOnAdminListener()) {
    return (
      <>
        <StaffSections />
        <MessagePage
          icon={<DoorIcon size={34} />}
          title={isSuperuser ? t('jobs:elsewhereTitle') : t('apiClients:superusersTitle')}
          text={isSuperuser ? t('jobs:elsewhereText') : t('shell:notAllowedText')}
          action={<ButtonLink to="/">{t('shell:toProgramme')}</ButtonLink>}
        />
      </>
    );
  }
  return (
    <>
      <StaffSections />
      <Page title={t('jobs:title')} lead={t('jobs:lead')}>
        <JobTabs />
      </Page>
    </>
  );
}

function JobTabs() {
  const { t } = useTranslation('jobs');
  const navigate = useNavigate();
  const { tab = 'queues' } = route.useSearch();
  const { data: overview } = useQuery(overviewQuery);
  const waiting = {
    deadLetters: overview?.queues.reduce((sum, { deadLetters }) => sum + deadLetters, 0) ?? 0,
    unknownMails: overview?.lanes.reduce((sum, { unknown }) => sum + unknown, 0) ?? 0,
    failedMails: overview?.lanes.reduce((sum, { failed }) => sum + failed, 0) ?? 0,
    queues: 0,
    schedules: 0,
  };
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(chosen) => {
        const next = jobTabs.find((one) => one === chosen);
        void navigate({ to: '/admin/jobs', search: { tab: next }, replace: true });
      }}
    >
      <Tabs.List aria-label={t('tabs')} mb="lg">
        {jobTabs.map((one) => (
          <Tabs.Tab
            key={one}
            value={one}
            rightSection={waiting[one] > 0 ? <Tag tone="bad">{waiting[one]}</Tag> : undefined}
          >
            {t(one)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="queues">
        <QueuesTab />
      </Tabs.Panel>
      <Tabs.Panel value="deadLetters">
        <DeadLettersTab />
      </Tabs.Panel>
      <Tabs.Panel value="unknownMails">
        <UndeliveredMailsTab state="unknown" />
      </Tabs.Panel>
      <Tabs.Panel value="failedMails">
        <UndeliveredMailsTab state="failed" />
      </Tabs.Panel>
      <Tabs.Panel value="schedules">
        <SchedulesTab />
      </Tabs.Panel>
    </Tabs>
  );
}
