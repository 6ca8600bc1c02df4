import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 18080);
// Playwright reads this file once for each of its processes; the first one's folder is everyone's.
process.env.E2E_FOLDER ??= mkdtempSync(join(tmpdir(), 'sorrel-e2e-'));
const arguments_ = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream'
];

/** End-to-end tests: a browser against a real server with an empty database. */
export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/administrator.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: 'retain-on-failure',
    // What waits for the server's work says so itself; nothing else takes so long.
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: arguments_ }
  },
  webServer: {
    command: `../sorrel serve --data ${process.env.E2E_FOLDER}/data --port ${port}`,
    url: `http://localhost:${port}/health/ready`,
    // The program is built first where its sources changed.
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe'
  }
});
