/** What every AWS client is given: a call that hangs is given up, and tried again by the SDK. */
export function clientConfig() {
  return {
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 },
  };
}
