// What Lambda's Node runtime does, in a few lines: load the handler, then ask the Runtime API for one event after
// the other. Runs the built bundle in a process of its own, so that a time-out kill and a crash are the real thing.
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const post = (path, body) => fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) });
const shape = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
});

const { handler } = await import(process.env.TEST_HANDLER_URL).catch(async (error) => {
  await post('init/error', shape(error));
  process.exit(1);
});

for (;;) {
  const next = await fetch(`${api}/invocation/next`);
  const requestId = next.headers.get('lambda-runtime-aws-request-id');
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const event = await next.json();
  const context = {
    awsRequestId: requestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${process.env.AWS_LAMBDA_FUNCTION_NAME}`,
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    await post(`invocation/${requestId}/response`, (await handler(event, context)) ?? null);
  } catch (error) {
    await post(`invocation/${requestId}/error`, shape(error));
  }
}
