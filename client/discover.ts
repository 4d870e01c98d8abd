import type { SSMClient } from '@aws-sdk/client-ssm';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';

/** Where a deployed stack's bucket and queues are. */
export type Discovered = { bucket: string; queueUrls: Record<StageName, string> };

/**
 * Reads what a stack publishes in SSM: `/prompt-workers/<stage>/bucket` and
 * `/prompt-workers/<stage>/queues/<worker>/url`. `stage` is the deployment stage (`dev`, `prod` …).
 */
export async function discover(options: { stage: string; ssm?: SSMClient }): Promise<Discovered> {
  const { SSMClient, paginateGetParametersByPath } = await import('@aws-sdk/client-ssm');
  const client = options.ssm ?? new SSMClient({});
  const root = `/prompt-workers/${options.stage}`;
  const values = new Map<string, string>();
  for await (const page of paginateGetParametersByPath({ client }, { Path: root, Recursive: true })) {
    for (const { Name, Value } of page.Parameters ?? []) if (Name && Value) values.set(Name, Value);
  }
  const read = (name: string): string => {
    const value = values.get(`${root}/${name}`);
    if (value) return value;
    throw new Error(
      `No SSM parameter ${root}/${name}: is stage "${options.stage}" deployed in this account and region?`,
    );
  };
  const queueUrls = STAGES.map((stage) => [stage, read(`queues/${stage}/url`)] as const);
  return {
    bucket: read('bucket'),
    queueUrls: Object.fromEntries(queueUrls) as Record<StageName, string>,
  };
}
