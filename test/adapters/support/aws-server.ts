import { sendJson, startWireServer, type WireServer } from './wire-server.ts';

export type AwsServer = WireServer & {
  parameters: Record<string, string>;
  secrets: Record<string, string>;
  reset(): void;
};

/** Names that make the server fail, by their last word. */
const FAILURES: Record<string, [status: number, type: string]> = {
  denied: [400, 'AccessDeniedException'],
  busy: [400, 'ThrottlingException'],
  broken: [500, 'InternalServerError'],
};

/** SSM's GetParameter and Secrets Manager's GetSecretValue, as the real SDK asks for them (AWS JSON 1.1). */
export async function startAwsServer(): Promise<AwsServer> {
  const parameters: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  const server = await startWireServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    const body = JSON.parse(request.body);
    const name: string = body.Name ?? body.SecretId;
    const fail = (status: number, __type: string) =>
      sendJson(response, status, { __type, message: `about ${name}` });
    const failure = FAILURES[name.split('/').at(-1) ?? ''];
    if (failure) return fail(...failure);
    if (operation === 'GetParameter') {
      const Value = parameters[name];
      if (Value === undefined) return fail(400, 'ParameterNotFound');
      return sendJson(response, 200, {
        Parameter: { Name: name, Type: 'SecureString', Value: body.WithDecryption ? Value : 'encrypted' },
      });
    }
    const SecretString = secrets[name];
    if (SecretString === undefined) return fail(400, 'ResourceNotFoundException');
    sendJson(response, 200, { Name: name, SecretString });
  });
  const reset = () => {
    for (const store of [parameters, secrets]) for (const key of Object.keys(store)) delete store[key];
    server.requests.length = 0;
  };
  return { ...server, parameters, secrets, reset };
}

/** Variables that point the real SDK's default clients at the server. */
export const awsServerVariables = (aws: AwsServer) => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret-1',
  AWS_ENDPOINT_URL: aws.url,
  AWS_MAX_ATTEMPTS: '1',
});
