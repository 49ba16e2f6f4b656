import { createFormHook, createFormHookContexts } from '@tanstack/react-form';
import { useTranslation } from 'react-i18next';
import { complaintsAbout } from './event-form-complaints.ts';
import type { EventFormValues } from './event-form-values.ts';

const { fieldContext, formContext, useFieldContext } = createFormHookContexts();

export { useFieldContext };

const { useAppForm } = createFormHook({ fieldContext, formContext, fieldComponents: {}, formComponents: {} });

/** Fields that are complained about because of what stands in others. */
const ABOUT_OTHERS = ['endsAtLocal', 'registrationClosesAt'] as const;

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
    // A complaint about two fields may be settled at the other one, and would then stop the form for ever.
    listeners: {
      onChange: ({ formApi }) => {
        const complaints = complaintsAbout(formApi.state.values);
        for (const name of ABOUT_OTHERS)
          if (complaints[name] === undefined && formApi.getFieldMeta(name)?.errorMap.onSubmit !== undefined)
            formApi.setFieldMeta(name, (meta) => ({
              ...meta,
              errorMap: { ...meta.errorMap, onSubmit: undefined },
            }));
      },
    },
    onSubmit: ({ value }) => onSubmit(value),
    onSubmitInvalid: onInvalid,
  });
}

export type EventForm = ReturnType<typeof useEventForm>;
