import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/loaded.tsx';
import { useAccount } from '../../identity/account.query.ts';
import { SignedInOnly } from '../../identity/signed-in-only.tsx';
import { DoorIcon, WebhookIcon } from '../../shell/icons.tsx';
import { ButtonLink } from '../../shell/links.tsx';
import { MessagePage } from '../../shell/message-page.tsx';
import { Page } from '../../shell/page.tsx';
import rows from '../../shell/rows.module.css';
import { EmptyState } from '../../shell/states.tsx';
import { StaffSections } from '../staff-sections.tsx';
import { ClientRow } from './client-row.tsx';
import { clientsQuery } from './clients.query.ts';
import { CreateClientDialog } from './create-client-dialog.tsx';

export function ClientsPage() {
  return (
    <SignedInOnly staff>
      <SuperusersOnly />
    </SignedInOnly>
  );
}

function SuperusersOnly() {
  const { t } = useTranslation(['apiClients', 'shell']);
  const [isCreating, { open, close }] = useDisclosure(false);
  if (useAccount()?.role !== 'superuser') {
    return (
      <MessagePage
        icon={<DoorIcon size={34} />}
        title={t('apiClients:superusersTitle')}
        text={t('apiClients:superusersText')}
        action={<ButtonLink to="/">{t('shell:toProgramme')}</ButtonLink>}
      />
    );
  }
  return (
    <>
      <StaffSections />
      <Page
        title={t('apiClients:title')}
        lead={t('apiClients:lead')}
        actions={<Button onClick={open}>{t('apiClients:create')}</Button>}
      >
        <Clients />
      </Page>
      <CreateClientDialog isOpen={isCreating} onClose={close} />
    </>
  );
}

function Clients() {
  const { t } = useTranslation('apiClients');
  return (
    <Loaded query={useQuery(clientsQuery)}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={<WebhookIcon size={26} />} title={t('none')} text={t('noneText')} />
        ) : (
          <ul className={rows.rows}>
            {items.map((client) => (
              <li key={client.id}>
                <ClientRow client={client} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
