import type { EventDetails } from '@foyer/client';
import { Button, Group, Stack } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFaultText } from '../shell/fault-text.ts';
import { useFieldTexts } from '../shell/field-texts.ts';
import { focusFirstComplaint } from '../shell/focus-first-complaint.ts';
import { Notice } from '../shell/notice.tsx';
import { useEventForm } from './event-form.ts';
import { WhatSection, WhenSection, WhoSection } from './event-form-sections.tsx';
import { type EventFormValues, fieldOfPath, valuesOf } from './event-form-values.ts';
import { ServerComplaintsContext } from './server-complaints.ts';

type EventEditorProps = {
  initial: EventFormValues;
  submitLabel: string;
  /** Answers the event as it is now; undefined when it was not saved, and that has been said elsewhere. */
  save: (values: EventFormValues) => Promise<EventDetails | undefined>;
  onSaved: (event: EventDetails) => void;
  children?: ReactNode;
};

export function EventEditor({ initial, submitLabel, save, onSaved, children }: EventEditorProps) {
  const { t } = useTranslation('staff');
  const faultText = useFaultText();
  const fieldTexts = useFieldTexts();
  const element = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [complaints, setComplaints] = useState<Partial<Record<keyof EventFormValues, string>>>({});

  const form = useEventForm({
    initial,
    onInvalid: () => focusFirstComplaint(element.current),
    onSubmit: async (values) => {
      setFault(null);
      setComplaints({});
      try {
        const event = await save(values);
        if (event === undefined) return;
        form.reset(valuesOf(event));
        onSaved(event);
      } catch (error) {
        const fields = Object.entries(fieldTexts(error)).map(([path, text]) => [fieldOfPath(path), text]);
        flushSync(() => {
          setFault(error);
          setComplaints(Object.fromEntries(fields.filter(([field]) => field !== undefined)));
        });
        focusFirstComplaint(element.current);
      }
    },
  });

  useBlocker({
    shouldBlockFn: () => !form.state.isDefaultValue && !window.confirm(t('unsaved')),
    enableBeforeUnload: () => !form.state.isDefaultValue,
  });

  return (
    <ServerComplaintsContext
      value={{
        of: complaints,
        forget: (field) => setComplaints(({ [field]: _, ...others }) => others),
      }}
    >
      <form
        ref={element}
        noValidate
        onSubmit={(submission) => {
          submission.preventDefault();
          void form.handleSubmit();
        }}
      >
        <Stack gap="lg">
          <WhatSection form={form} />
          <WhenSection form={form} />
          <WhoSection form={form} />
          {fault !== null && (
            <Notice tone="bad" role="alert">
              {Object.keys(complaints).length > 0 ? t('checkFields') : faultText(fault)}
            </Notice>
          )}
          {children}
          <Group>
            <form.Subscribe selector={(state) => state.isSubmitting}>
              {(isSubmitting) => (
                <Button type="submit" size="md" loading={isSubmitting}>
                  {submitLabel}
                </Button>
              )}
            </form.Subscribe>
          </Group>
        </Stack>
      </form>
    </ServerComplaintsContext>
  );
}
