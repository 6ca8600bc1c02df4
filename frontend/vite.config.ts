import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** While the pages are worked on, the API is asked of a server that runs beside. */
const server = process.env.DEV_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: 'index.html', precompress: true }),
      // The same sources make the same files.
      version: { name: process.env.DASHBOARD_VERSION ?? 'unnamed' },
      compilerOptions: { runes: true }
    })
  ],
  server: { proxy: { '/api': server, '/problems': server } },
  test: { include: ['src/**/*.test.ts'] }
});
