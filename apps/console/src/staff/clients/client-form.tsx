import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameComplaint } from '../../account/name-complaint.ts';
import { DialogForm } from '../../shell/form-dialog.tsx';
import { useRefusal } from '../../shell/refusal.ts';
import { useNewFault } from '../../shell/use-new-fault.ts';
import { strangeOrigin } from './origins.ts';

export type ClientValues = { name: string; origins: string[] };

type ClientFormProps = {
  initial: ClientValues;
  submitLabel: string;
  isPending: boolean;
  fault: unknown;
  onSubmit: (values: ClientValues) => void;
  onCancel: () => void;
};

export function ClientForm({ initial, onSubmit, ...form }: ClientFormProps) {
  const { t } = useTranslation(['apiClients', 'account']);
  const [name, setName] = useState(initial.name);
  const [lines, setLines] = useState(initial.origins.join('\n'));
  const [wasSent, setWasSent] = useState(false);
  const origins = lines.split(/\s+/).filter((line) => line !== '');
  const strange = strangeOrigin(origins);
  const complaint = nameComplaint(name);
  const { at, fault } = useRefusal(useNewFault(form.fault), ['name', 'origins']);
  return (
    <DialogForm
      {...form}
      fault={fault}
      onSubmit={() => {
        setWasSent(true);
        if (complaint === undefined && strange === undefined) onSubmit({ name: name.trim(), origins });
      }}
    >
      <TextInput
        label={t('apiClients:name')}
        description={t('apiClients:nameHint')}
        autoComplete="off"
        required
        withAsterisk={false}
        size="md"
        data-autofocus
        value={name}
        onChange={(change) => setName(change.currentTarget.value)}
        error={wasSent && complaint ? t(`account:${complaint}`) : at.name}
      />
      <Textarea
        label={t('apiClients:origins')}
        description={t('apiClients:originsHint')}
        placeholder="https://app.example.org"
        spellCheck={false}
        size="md"
        rows={3}
        value={lines}
        onChange={(change) => setLines(change.currentTarget.value)}
        error={
          wasSent && strange !== undefined ? t('apiClients:originInvalid', { origin: strange }) : at.origins
        }
      />
    </DialogForm>
  );
}
