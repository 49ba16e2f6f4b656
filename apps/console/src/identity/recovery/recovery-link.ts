/** A code that a link in a mail has brought. */
type LinkedCode = { ticket: string; code: string };

const path = '/recover';

/** Taken before anything is drawn: the router rewrites the address, and the history must not keep the code. */
let linked = takeCode();

/** The code by whose link the page was opened, as long as it has not been used here. */
export function linkedCode(): LinkedCode | undefined {
  return linked;
}

export function forgetLinkedCode(): void {
  linked = undefined;
}

function takeCode(): LinkedCode | undefined {
  const { pathname, search } = window.location;
  const given = new URLSearchParams(search);
  const [ticket, code] = [given.get('ticket'), given.get('code')];
  if (pathname !== path || ticket === null || code === null) return undefined;
  window.history.replaceState(window.history.state, '', pathname);
  return { ticket, code: code.replace(/\D/g, '').slice(0, 8) };
}
