import { createContext, useContext } from 'react';
import type { EventFormValues } from './event-form-values.ts';

type ServerComplaints = {
  of: Partial<Record<keyof EventFormValues, string>>;
  forget: (field: keyof EventFormValues) => void;
};

/** What the API said about single fields when the form was last sent. */
export const ServerComplaintsContext = createContext<ServerComplaints>({ of: {}, forget: () => {} });

export function useServerComplaints(): ServerComplaints {
  return useContext(ServerComplaintsContext);
}
