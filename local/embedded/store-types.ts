import type { buildApp } from 'fauxqs';

/** fauxqs exports no names for what `buildApp` takes and gives. */
export type App = ReturnType<typeof buildApp>;
export type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type SqsStore = Stores['sqsStore'];
export type S3Store = Stores['s3Store'];
