import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://localhost:4000';

export default defineConfig({
  plugins: [react()],
  build: {
    // The page's content policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: {
      '/trpc': server,
      '/media': server,
      '/notifications/stream': server,
      '/dev': server,
      '/readyz': server,
    },
  },
});
