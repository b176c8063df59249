import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Program } from './worker.ts';

/** A module of ours that calls `serve`, run from its source. */
export function sourceProgram(module: URL): Program {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  return { file: fileURLToPath(module), execArgv: ['--import', pathToFileURL(tsx).href] };
}

export const childProgram = () => sourceProgram(new URL('./child.ts', import.meta.url));
