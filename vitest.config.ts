import { defineConfig } from 'vitest/config';

// Real processes, sockets and stores on machines of any speed: a test that hangs is ended, none is timed.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    hookTimeout: 90_000,
  },
});
