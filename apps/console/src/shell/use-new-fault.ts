import { useState } from 'react';

/** Why something was refused since the dialog was opened: what went wrong the last time is no longer said. */
export function useNewFault(fault: unknown): unknown {
  const [earlier] = useState(fault);
  return fault === earlier ? null : fault;
}
