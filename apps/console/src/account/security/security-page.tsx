import { Skeleton, Stack } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../identity/account.query.ts';
import { ErrorState } from '../../shell/states.tsx';
import { AccountArea } from '../account-area.tsx';
import { passkeysQuery } from '../passkeys/passkeys.query.ts';
import { RecoveryCodesSection } from './recovery-codes-section.tsx';
import { SecondFactorsSection } from './second-factors-section.tsx';
import { passwordQuery, secondFactorsQuery } from './security.queries.ts';
import { WaysInSection } from './ways-in-section.tsx';

export function SecurityPage() {
  const { t } = useTranslation('security');
  return (
    <AccountArea title={t('title')} lead={t('lead')}>
      <Sections />
    </AccountArea>
  );
}

function Sections() {
  const { t } = useTranslation();
  const account = useAccount();
  const queries = useQueries({ queries: [passwordQuery, secondFactorsQuery, passkeysQuery] });
  const [{ data: password }, { data: secondFactors }, { data: passkeys }] = queries;
  if (!account) return null;
  if (password && secondFactors && passkeys) {
    const passkeyCount = passkeys.items.length;
    return (
      <>
        <WaysInSection account={account} password={password} passkeyCount={passkeyCount} />
        <SecondFactorsSection
          account={account}
          secondFactors={secondFactors}
          hasPassword={password.isSet}
          passkeyCount={passkeyCount}
        />
        {secondFactors.isOn && <RecoveryCodesSection left={secondFactors.recoveryCodesLeft} />}
      </>
    );
  }
  const failed = queries.find(({ error }) => error !== null);
  return failed ? (
    <ErrorState
      error={failed.error}
      onRetry={() => queries.forEach((query) => void query.refetch())}
      isRetrying={queries.some(({ isFetching }) => isFetching)}
    />
  ) : (
    <Stack role="status" aria-label={t('loading')}>
      <Skeleton height={210} />
      <Skeleton height={280} />
    </Stack>
  );
}
