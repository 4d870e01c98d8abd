/** What is used of the SDK, by name: a bundle then carries only that, which `import()` of a whole package defeats. */
export { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
