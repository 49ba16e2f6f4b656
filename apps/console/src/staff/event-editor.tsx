import type { EventDetails } from '@foyer/client';
import { Button, Group, Stack } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { focusFirstComplaint } from '../shell/focus-first-complaint.ts';
import { Notice } from '../shell/notice.tsx';
import { useRefusal } from '../shell/refusal.ts';
import { RefusalNotice } from '../shell/refusal-notice.tsx';
import { useEventForm } from './event-form.ts';
import { WhatSection, WhenSection, WhoSection } from './event-form-sections.tsx';
import { type EventFormValues, eventFields, valuesOf } from './event-form-values.ts';
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
  const element = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<unknown>(null);
  const { at, fault } = useRefusal(error, eventFields);
  /** Fields that are not as they were refused. */
  const [changed, setChanged] = useState<readonly string[]>([]);

  const form = useEventForm({
    initial,
    onInvalid: () => focusFirstComplaint(element.current),
    onSubmit: async (values) => {
      setError(null);
      setChanged([]);
      try {
        const event = await save(values);
        if (event === undefined) return;
        form.reset(valuesOf(event));
        onSaved(event);
      } catch (refusal) {
        flushSync(() => setError(refusal));
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
        of: Object.fromEntries(Object.entries(at).filter(([field]) => !changed.includes(field))),
        forget: (field) => setChanged((fields) => [...fields, field]),
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
          {error !== null && fault === null && (
            <Notice tone="bad" role="alert">
              {t('checkFields')}
            </Notice>
          )}
          <RefusalNotice fault={fault} />
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
