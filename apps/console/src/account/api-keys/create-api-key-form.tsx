import type { ApiKeyScope, NewApiKey } from '@foyer/client';
import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../shell/form-dialog.tsx';
import { useRefusal } from '../../shell/refusal.ts';
import { useTimeFormat } from '../../times/use-time-format.ts';
import { nameComplaint } from '../name-complaint.ts';
import { createKeyOf, type KeyOwner } from './key-owner.ts';
import { scopesFor, scopeText } from './scopes.ts';

const lifetimes = [7, 30, 90, 180, 365];
const dayMs = 86_400_000;

type CreateApiKeyFormProps = {
  owner: KeyOwner;
  onMade: (key: NewApiKey) => void;
  onCancel: () => void;
};

export function CreateApiKeyForm({ owner, onMade, onCancel }: CreateApiKeyFormProps) {
  const { t } = useTranslation(['apiKeys', 'account']);
  const format = useTimeFormat();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiKeyScope[]>(['events:read']);
  const [expiresInDays, setExpiresInDays] = useState(90);
  const [wasSent, setWasSent] = useState(false);
  const making = useMutation({
    mutationFn: () => createKeyOf(owner, { name: name.trim(), scopes, expiresInDays }),
    onSuccess: onMade,
  });
  const complaint = wasSent ? nameComplaint(name) : undefined;
  const { at, fault } = useRefusal(making.error, ['name']);
  return (
    <DialogForm
      submitLabel={t('apiKeys:create')}
      onCancel={onCancel}
      isPending={making.isPending}
      fault={fault}
      onSubmit={() => {
        setWasSent(true);
        if (nameComplaint(name) === undefined && scopes.length > 0) making.mutate();
      }}
    >
      <TextInput
        label={t('apiKeys:name')}
        description={t('apiKeys:nameHint')}
        autoComplete="off"
        required
        withAsterisk={false}
        size="md"
        data-autofocus
        value={name}
        onChange={(change) => {
          setName(change.currentTarget.value);
          making.reset();
        }}
        error={complaint ? t(`account:${complaint}`) : at.name}
      />
      <Checkbox.Group
        label={t('apiKeys:scopes')}
        size="md"
        value={scopes}
        onChange={(chosen) => setScopes(chosen as ApiKeyScope[])}
        error={wasSent && scopes.length === 0 ? t('apiKeys:scopesMissing') : undefined}
      >
        <Stack gap="xs" my={8}>
          {scopesFor(owner).map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`apiKeys:${scopeText(scope, owner)}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <NativeSelect
        label={t('apiKeys:lifetime')}
        description={t('apiKeys:lifetimeUntil', {
          time: format.dateTime(new Date(Date.now() + expiresInDays * dayMs)),
        })}
        size="md"
        value={expiresInDays}
        onChange={(change) => setExpiresInDays(Number(change.currentTarget.value))}
        data={lifetimes.map((days) => ({ value: String(days), label: t('apiKeys:days', { count: days }) }))}
      />
    </DialogForm>
  );
}
