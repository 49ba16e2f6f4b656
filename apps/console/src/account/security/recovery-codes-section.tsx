import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { DialogForm } from '../../shell/form-dialog.tsx';
import { KeyIcon } from '../../shell/icons.tsx';
import rows from '../../shell/rows.module.css';
import { Tag } from '../../shell/tag.tsx';
import { AccountRow } from '../account-row.tsx';
import { AccountSection } from '../account-section.tsx';
import { FactorDialog } from './factor-dialog.tsx';
import { useFactorDialog } from './use-factor-dialog.ts';

/** So few that it is time for new ones. */
const few = 3;

export function RecoveryCodesSection({ left }: { left: number }) {
  const { t } = useTranslation('security');
  return (
    <AccountSection title={t('recoveryCodes')} lead={t('recoveryCodesLead')}>
      <div className={rows.rows}>
        <AccountRow
          level={3}
          icon={<KeyIcon size={22} />}
          name={t('codesLeft', { count: left })}
          tag={left <= few && <Tag tone={left === 0 ? 'bad' : 'wait'}>{t('codesFew')}</Tag>}
          actions={<MakeCodes />}
        >
          {t('codesLeftText')}
        </AccountRow>
      </div>
    </AccountSection>
  );
}

function MakeCodes() {
  const { t } = useTranslation('security');
  const dialog = useFactorDialog();
  const making = useMutation({
    mutationFn: () => foyer.secondFactors.makeRecoveryCodes({}),
    onSuccess: ({ codes }) => dialog.show(codes),
  });
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {t('makeCodes')}
      </Button>
      <FactorDialog dialog={dialog} title={t('makeCodesTitle')}>
        <DialogForm
          submitLabel={t('makeCodes')}
          onCancel={dialog.close}
          isPending={making.isPending}
          fault={making.error}
          onSubmit={() => making.mutate()}
        >
          {t('makeCodesText')}
        </DialogForm>
      </FactorDialog>
    </>
  );
}
