// Answers for the server when nobody else does, with what a page has kept of itself (client/stay-without-network.ts). It
// knows no data: tickets and lists are kept by their pages.
const CACHE = 'foyer-without-network';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isKept =
    request.mode === 'navigate' || pathname.startsWith('/assets/') || /^\/[\w-]+\.(js|svg)$/.test(pathname);
  if (request.method !== 'GET' || origin !== self.location.origin || !isKept) return;
  event.respondWith(fetch(request).catch((error) => kept(pathname, error)));
});

async function kept(pathname, error) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(pathname, { ignoreVary: true });
  if (found !== undefined) return found;
  throw error;
}
