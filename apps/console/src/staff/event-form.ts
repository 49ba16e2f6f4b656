import { createFormHook, createFormHookContexts } from '@tanstack/react-form';
import { useTranslation } from 'react-i18next';
import { complaintsAbout } from './event-form-complaints.ts';
import type { EventFormValues } from './event-form-values.ts';

const { fieldContext, formContext, useFieldContext } = createFormHookContexts();

export { useFieldContext };

const { useAppForm } = createFormHook({ fieldContext, formContext, fieldComponents: {}, formComponents: {} });

type EventFormOptions = {
  initial: EventFormValues;
  onSubmit: (values: EventFormValues) => Promise<void>;
  onInvalid: () => void;
};

/** The form of an event. It is checked when it is sent, and complains near the fields. */
export function useEventForm({ initial, onSubmit, onInvalid }: EventFormOptions) {
  const { t } = useTranslation('staff');
  return useAppForm({
    defaultValues: initial,
    canSubmitWhenInvalid: true,
    validators: {
      onSubmit: ({ value }) => {
        const complaints = Object.entries(complaintsAbout(value));
        if (complaints.length === 0) return undefined;
        const fields = complaints.map(([name, complaint]) => [
          name,
          complaint.key === 'tooLong' ? t('tooLong', { most: complaint.most }) : t(complaint.key),
        ]);
        return { fields: Object.fromEntries(fields) as Record<string, string> };
      },
    },
    onSubmit: ({ value }) => onSubmit(value),
    onSubmitInvalid: onInvalid,
  });
}

export type EventForm = ReturnType<typeof useEventForm>;
