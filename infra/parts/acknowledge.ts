import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Stack, Validations } from 'aws-cdk-lib/core';

/** Why each of our resource patterns ends with a wildcard; a pattern without a reason here fails cdk-nag. */
const REASONS: readonly [pattern: RegExp, reason: string][] = [
  [
    /\/index\/documents-\*$/,
    'One index for each number of dimensions, all in this stack’s own vector bucket.',
  ],
  [
    /\/runs\/\*\/[a-z]+\.json$/,
    'Results of one stage over all runs: a redriven run’s error result is taken away.',
  ],
  [/\/runs\/\*$/, 'Run ids are chosen by backends; a worker reads and writes below runs/ only.'],
  [/\/payloads\/textract\/\*$/, 'Copies for Textract have generated names; all stand below this prefix.'],
  [/\/payloads\/\*$/, 'Claim checks have generated names; they all stand below payloads/.'],
  [
    /\/payloads\/dead-letters\/\*$/,
    'Dead letters too large for their queue have generated names; all stand below this prefix.',
  ],
  [/\/documents\/\*$/, 'Document keys are chosen by backends; extraction only reads, below documents/.'],
  [/\/indexes\/\*$/, 'One index a document; chunking writes and autogen reads, below indexes/.'],
  [/\/embeddings\/\*$/, 'Cached vectors have generated names; chunking reads and writes below embeddings/.'],
  [/\/adapters\/\*$/, 'Adapter configuration is chosen at run time, among the objects below adapters/.'],
  [/\/secrets\/\*$/, 'Adapter secrets are named at run time, below this stack’s own prefix only.'],
  [
    /:(foundation-model|inference-profile|application-inference-profile)\/\*$/,
    'The adapter configuration chooses the model at run time; only invoking is allowed.',
  ],
  [/^\*$/, 'The actions of Textract and Bedrock’s Rerank know no resources.'],
  [
    /:s3:::[a-z0-9.-]+\/\*$/,
    'A bucket named in documentBuckets: any of its documents may be named, to be read.',
  ],
];

/** Acknowledges cdk-nag's IAM5 for the wildcards of a role that have a reason, each under its exact id. */
export function acknowledgePrefixes(role: Role, statements: readonly PolicyStatement[]): void {
  for (const resource of new Set(statements.flatMap((statement) => statement.resources))) {
    const name = nagName(role, resource);
    const reason = REASONS.find(([pattern]) => pattern.test(name))?.[1];
    if (!reason) continue;
    Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${name}]`, reason });
  }
}

/** A resource as cdk-nag spells it in an id: references as `<LogicalId.Attribute>`. */
function nagName(role: Role, resource: string): string {
  const resolved: unknown = Stack.of(role).resolve(resource);
  return flatten(resolved);
}

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const node = value as Record<string, unknown>;
  if (typeof node.Ref === 'string') return `<${node.Ref}>`;
  const attribute = node['Fn::GetAtt'];
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  const join = node['Fn::Join'];
  if (Array.isArray(join)) return (join[1] as unknown[]).map(flatten).join(String(join[0]));
  return JSON.stringify(value);
}
