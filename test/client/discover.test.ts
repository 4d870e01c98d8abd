import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, expect, it } from 'vitest';
import { discover } from '../../client/index.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Speaks GetParametersByPath as SSM does (AWS JSON 1.1), two parameters a page. */
async function ssmWith(parameters: Record<string, string>): Promise<SSMClient> {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { Path, Recursive, NextToken } = JSON.parse(body);
    const found = Object.entries(parameters).filter(([name]) => Recursive && name.startsWith(`${Path}/`));
    const from = Number(NextToken ?? 0);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(
      JSON.stringify({
        Parameters: found.slice(from, from + 2).map(([Name, Value]) => ({ Name, Value, Type: 'String' })),
        ...(from + 2 < found.length && { NextToken: String(from + 2) }),
      }),
    );
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return new SSMClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
}

const stack = (stage: string) => ({
  [`/prompt-workers/${stage}/bucket`]: `${stage}-bucket`,
  ...Object.fromEntries(
    ['extraction', 'chunking', 'autogen', 'evaluation'].map((worker) => [
      `/prompt-workers/${stage}/queues/${worker}/url`,
      `https://sqs.example/${stage}/${worker}`,
    ]),
  ),
});

it('reads bucket and queues of one deployment stage, over pages', async () => {
  const ssm = await ssmWith({ ...stack('dev'), ...stack('prod') });
  expect(await discover({ stage: 'prod', ssm })).toEqual({
    bucket: 'prod-bucket',
    queueUrls: {
      extraction: 'https://sqs.example/prod/extraction',
      chunking: 'https://sqs.example/prod/chunking',
      autogen: 'https://sqs.example/prod/autogen',
      evaluation: 'https://sqs.example/prod/evaluation',
    },
  });
});

it('says which parameter is missing, and what to look at', async () => {
  const ssm = await ssmWith(stack('dev'));
  await expect(discover({ stage: 'prod', ssm })).rejects.toThrow(
    /No SSM parameter \/prompt-workers\/prod\/.*is stage "prod" deployed/,
  );
});
