import { configDefaults, defineConfig } from 'vitest/config';

/** They take long, and are not yet proven on every machine: `npm run test:hostile` runs them. */
const hostile = ['test/hostile/**', 'test/cli/poison.test.ts'];

// Real processes, sockets and stores on machines of any speed: a test that hangs is ended, none is timed.
export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, ...(process.env['HOSTILE'] === '1' ? [] : hostile)],
    testTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    hookTimeout: 90_000,
  },
});
