import { fromEnv } from '@aws-sdk/credential-provider-env';

/** In the bundles: a function's credentials are in its environment, never in a profile, a login or a metadata server. */
export const defaultProvider = () => fromEnv();
