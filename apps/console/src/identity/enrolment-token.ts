import { useEffect, useState } from 'react';

/** Taken before anything is drawn: the router rewrites the address, and reloads must not find the token. */
const tokenAtStart = takeToken();

/** The token of the one-time link by which the page was opened; it leaves the address bar and the history. */
export function useEnrolmentToken(): string | undefined {
  const [token, setToken] = useState(tokenAtStart);
  useEffect(() => {
    // The same tab may be given another link while the page is open.
    const onChange = () => setToken((before) => takeToken() ?? before);
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  return token;
}

function takeToken(): string | undefined {
  const { hash, pathname, search } = window.location;
  if (pathname !== '/enrol' || hash.length < 2) return undefined;
  window.history.replaceState(window.history.state, '', `${pathname}${search}`);
  return hash.slice(1);
}
