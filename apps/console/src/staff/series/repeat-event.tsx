import type { EventDetails } from '@foyer/client';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foyer } from '../../client/foyer.ts';
import { focusHeading } from '../../shell/focus-heading.ts';
import { DialogForm, FormDialog } from '../../shell/form-dialog.tsx';
import { notifyDone } from '../../shell/notify.tsx';
import { ruleOf, usualChoice } from './rule-choice.ts';
import { RuleFields } from './rule-fields.tsx';
import { RulePreview } from './rule-preview.tsx';

type RepeatEventProps = { event: EventDetails; onChanged: (event: EventDetails) => void };

/** Makes a series of an event: chosen in words, and shown as dates before anything is made. */
export function RepeatEvent(props: RepeatEventProps) {
  const { t } = useTranslation('series');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('repeat')}
      </Button>
      <FormDialog isOpen={isOpen} onClose={close} title={t('repeatTitle')}>
        <RepeatForm {...props} onDone={close} />
      </FormDialog>
    </>
  );
}

function RepeatForm({ event, onChanged, onDone }: RepeatEventProps & { onDone: () => void }) {
  const { t } = useTranslation('series');
  const queryClient = useQueryClient();
  const [choice, setChoice] = useState(() => usualChoice(event.startsAtLocal));
  const rule = ruleOf(choice, event.startsAtLocal);
  const repeat = useMutation({
    mutationFn: async () => {
      const series = await foyer.series.create({ eventId: event.id, rule });
      return { series, event: await foyer.events.get({ eventId: event.id }) };
    },
    onSuccess: async ({ series, event: first }) => {
      onDone();
      onChanged(first);
      notifyDone(t('repeatedNow', { count: series.coming }));
      focusHeading();
      await queryClient.invalidateQueries({ queryKey: ['events', 'list'] });
    },
  });
  return (
    <DialogForm
      submitLabel={t('repeat')}
      isPending={repeat.isPending}
      fault={repeat.error}
      onCancel={onDone}
      onSubmit={() => repeat.mutate()}
    >
      <Text size="sm" c="dimmed">
        {t('repeatText')}
      </Text>
      <RuleFields
        choice={choice}
        onChange={setChoice}
        startsAtLocal={event.startsAtLocal}
        countLabel={t('count')}
      />
      <RulePreview event={event} rule={rule} />
    </DialogForm>
  );
}
