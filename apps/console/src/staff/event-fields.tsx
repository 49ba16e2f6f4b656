import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { HTMLAttributes } from 'react';
import { TimeZoneField } from '../times/time-zone-field.tsx';
import { useFieldContext } from './event-form.ts';
import type { EventFormValues } from './event-form-values.ts';
import { useServerComplaints } from './server-complaints.ts';

type FieldProps = { label: string; description?: string; required?: boolean };

/** What every field of the form needs to stand on the page: its value, and the complaint about it. */
function useField() {
  const field = useFieldContext<string>();
  const complaints = useServerComplaints();
  const name = field.name as keyof EventFormValues;
  const own: unknown = field.state.meta.errors[0];
  return {
    name,
    value: field.state.value,
    error: typeof own === 'string' ? own : complaints.of[name],
    onBlur: field.handleBlur,
    change: (value: string) => {
      complaints.forget(name);
      field.handleChange(value);
    },
  };
}

function useTypedField() {
  const { change, ...field } = useField();
  return {
    ...field,
    onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
}

type TextFieldProps = FieldProps & {
  type?: 'text' | 'datetime-local';
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
};

export function TextField(props: TextFieldProps) {
  return <TextInput {...props} {...useTypedField()} autoComplete="off" />;
}

export function LongTextField(props: FieldProps & { rows: number }) {
  return <Textarea {...props} {...useTypedField()} resize="vertical" />;
}

export function ChoiceField(props: FieldProps & { data: { value: string; label: string }[] }) {
  return <NativeSelect {...props} {...useTypedField()} />;
}

export function ZoneField(props: Omit<FieldProps, 'label'>) {
  const { change, ...field } = useField();
  return <TimeZoneField {...props} {...field} onChange={change} />;
}
