import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export type BuiltEnterpriseLayer = {
  /** Folder that Lambda mounts under /opt. */
  folder: string;
  indexSha256: string;
  plugins: readonly { name: string; version: string; permissions: readonly string[] }[];
};

/**
 * The optional layer with the enterprise plugins. It is built before the stack is put together (layers/enterprise),
 * so no Docker is asked for. What plugins may ask for (models, checkpoints, their own https calls) needs nothing
 * beyond the functions' own roles, so the layer changes no permission.
 */
export class EnterpriseLayer extends LayerVersion {
  readonly indexSha256: string;

  constructor(scope: Construct, id: string, { folder, indexSha256, plugins }: BuiltEnterpriseLayer) {
    super(scope, id, {
      code: Code.fromAsset(folder),
      description:
        `Enterprise plugins: ${plugins.map(({ name, version }) => `${name} ${version}`).join(', ')}`.slice(
          0,
          256,
        ),
      compatibleRuntimes: [Runtime.NODEJS_24_X],
      compatibleArchitectures: [Architecture.ARM_64],
      // A roll-back needs the version before.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.indexSha256 = indexSha256;
  }
}
