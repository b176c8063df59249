#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// Node 20 is meant to work; the SDK's own words on it are not for the owner.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
register();
await import('./main.ts');
