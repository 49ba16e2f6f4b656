import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { HTMLAttributes } from 'react';
import { useFieldContext } from './event-form.ts';
import type { EventFormValues } from './event-form-values.ts';
import { useServerComplaints } from './server-complaints.ts';

type FieldProps = { label: string; description?: string; required?: boolean };

/** What every field of the form needs to stand on the page: its value, and the complaint about it. */
function useField({ label, description, required = false }: FieldProps) {
  const field = useFieldContext<string>();
  const complaints = useServerComplaints();
  const name = field.name as keyof EventFormValues;
  const own: unknown = field.state.meta.errors[0];
  return {
    label,
    description,
    required,
    name,
    value: field.state.value,
    error: typeof own === 'string' ? own : complaints.of[name],
    onBlur: field.handleBlur,
    onChange: (change: { currentTarget: { value: string } }) => {
      complaints.forget(name);
      field.handleChange(change.currentTarget.value);
    },
  };
}

type TextFieldProps = FieldProps & {
  type?: 'text' | 'datetime-local';
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  list?: string;
};

export function TextField({ type = 'text', inputMode, list, ...props }: TextFieldProps) {
  return <TextInput {...useField(props)} type={type} inputMode={inputMode} list={list} autoComplete="off" />;
}

export function LongTextField({ rows, ...props }: FieldProps & { rows: number }) {
  return <Textarea {...useField(props)} rows={rows} resize="vertical" />;
}

export function ChoiceField({ data, ...props }: FieldProps & { data: { value: string; label: string }[] }) {
  return <NativeSelect {...useField(props)} data={data} />;
}
