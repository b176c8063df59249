// One function's process, as Lambda has it: imports the bundle, then works on one event after another.
const [, , bundle] = process.argv;
const { handler } = await import(bundle);

process.on('message', ({ event, deadlineMs, requestId, functionName }) => {
  const context = {
    functionName,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  Promise.resolve()
    .then(() => handler(event, context))
    .then(
      (result) => process.send({ requestId, result }),
      (error) => process.send({ requestId, error: String(error?.stack ?? error) }),
    );
});
process.send('ready');
