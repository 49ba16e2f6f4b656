/** What `public/without-network.js` reads. */
const CACHE = 'foyer-without-network';
/** Enough for the pages of a few events, and for what they are made of. */
const MOST_KEPT = 200;
const WORKER = '/without-network.js';

/**
 * Makes the page that is open open again where there is no network: for the few that are needed at doors. A phone throws
 * pages away that are not looked at, and loads them anew. What the page is made of is kept here, once it has been seen to
 * work; the worker answers with it only when nobody else does.
 */
export async function stayWithoutNetwork(): Promise<void> {
  // Not on pages without TLS, nor where the browser keeps nothing.
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return;
  try {
    await navigator.serviceWorker.register(WORKER);
    const cache = await caches.open(CACHE);
    const parts = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && isPart(pathname));
    const page = new Request(location.pathname, { headers: { accept: 'text/html' } });
    await cache.addAll([page, ...new Set(parts.map(({ pathname }) => pathname))]);
    // What was added last stands last: parts of earlier versions are the first to go.
    const kept = await cache.keys();
    await Promise.all(kept.slice(0, -MOST_KEPT).map((request) => cache.delete(request)));
  } catch {
    // It was tried: the page works as long as there is a network.
  }
}

function isPart(pathname: string): boolean {
  return pathname.startsWith('/assets/') || ['/first-paint.js', '/favicon.svg'].includes(pathname);
}
