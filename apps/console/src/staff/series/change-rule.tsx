import type { EventDetails, SeriesDetails } from '@foyer/client';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { Notice } from '../../shell/notice.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { ReasonField, useReason } from '../../shell/reason-field.tsx';
import { useRefusal } from '../../shell/refusal.ts';
import { choiceOf, dayInRule, isSaidByFields, ruleOf } from './rule-choice.ts';
import { RuleFields } from './rule-fields.tsx';
import { ScopeField } from './scope-field.tsx';

type ChangeRuleProps = { event: EventDetails; series: SeriesDetails; onChanged: () => Promise<void> };

/** Another rule for the dates to come, from this one on or for all. */
export function ChangeRule(props: ChangeRuleProps) {
  const { t } = useTranslation('series');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {t('changeRule')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('changeRuleTitle')}>
        <ChangeRuleForm {...props} onDone={close} />
      </FormDialog>
    </>
  );
}

function ChangeRuleForm({ event, series, onChanged, onDone }: ChangeRuleProps & { onDone: () => void }) {
  const { t } = useTranslation('series');
  const day = dayInRule(event, series);
  const [choice, setChoice] = useState(() => choiceOf(series.rule, day));
  const [scope, setScope] = useState<'following' | 'all'>('following');
  const reason = useReason();
  const change = useMutation({
    mutationFn: () =>
      foyer.series.update({
        eventId: event.id,
        version: event.version,
        scope,
        rule: ruleOf(choice, day),
        ...(reason.text !== '' && { reason: reason.text }),
      }),
    onSuccess: async ({ changed, added, cancelled, removed }) => {
      await onChanged();
      onDone();
      notifyDone(t('ruleChangedNow', { changed, added, gone: cancelled + removed }));
    },
  });
  const { at, fault } = useRefusal(change.error, ['reason']);
  return (
    <DialogForm
      submitLabel={t('changeRule')}
      isPending={change.isPending}
      fault={fault}
      onCancel={onDone}
      onSubmit={() => change.mutate()}
    >
      <Text size="sm" c="dimmed">
        {t('changeRuleText')}
      </Text>
      {!isSaidByFields(series.rule) && <Notice tone="wait">{t('ruleSaysMore')}</Notice>}
      <RuleFields choice={choice} onChange={setChoice} startsAtLocal={day} countLabel={t('countFromHere')} />
      <ScopeField
        scope={scope}
        onChange={setScope}
        scopes={['following', 'all']}
        label={t('scope')}
        hint={t('scopeHint')}
      />
      <ReasonField {...reason.field} hint={t('reasonHint')} isOptional refused={at.reason} />
    </DialogForm>
  );
}
