/**
 * What AWS asks for in US dollars, for the dashboard's cost widgets only: an estimate, without free tier, discounts,
 * queues and storage. Lambda's arm64 list prices as published on https://aws.amazon.com/lambda/pricing/ – written
 * down from memory without access to that page, so compare them before you rely on a figure. Regions that are not
 * listed are shown at the price of `default`, which most Regions have.
 */
export type LambdaPrice = { gigabyteSecond: number; request: number };

const DEFAULT: LambdaPrice = { gigabyteSecond: 0.0000133334, request: 0.0000002 };

const BY_REGION: Readonly<Record<string, LambdaPrice>> = {
  'us-east-1': DEFAULT,
  'us-east-2': DEFAULT,
  'us-west-2': DEFAULT,
  'eu-west-1': DEFAULT,
  'eu-central-1': DEFAULT,
};

/** Price of a Region, and whether it is the Region's own or only the usual one. */
export function lambdaPrice(region: string): LambdaPrice & { ofRegion: boolean } {
  const own = BY_REGION[region];
  return { ...(own ?? DEFAULT), ofRegion: own !== undefined };
}
