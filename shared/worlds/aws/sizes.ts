/** What each function is given: the stack deploys it so, and the estimate prices it so. */
export const functionSizes = {
  tick: { memoryMb: 256 },
  poll: { memoryMb: 512, batchSize: 10, concurrencyMax: 5 },
  read: { memoryMb: 1_024, batchSize: 5, concurrencyMax: 10 },
  deliver: { memoryMb: 256, batchSize: 1, concurrencyMax: 5 },
  door: { memoryMb: 256, timeoutSeconds: 10 },
} as const;
