import { isReadByOthers } from '../shared/worlds/local/private.ts';

/** The owner's files that other users of this machine can read, each with the command that ends it. */
export function privacyLines(folder: string, envFile: string): string[] {
  return [
    ...(isReadByOthers(folder) ? [`Other users of this machine can read ${folder}: an older Rasid made it so. Close it with \`chmod -R go= ${quoted(folder)}\`.`] : []),
    ...(isReadByOthers(envFile) ? [`Other users of this machine can read the secrets in ${envFile}. Close it with \`chmod go= ${quoted(envFile)}\`.`] : []),
  ];
} // prettier-ignore

/** For a shell, where the name needs it. */
const quoted = (path: string) =>
  /^[\w./][\w./-]*$/u.test(path) ? path : `-- '${path.replaceAll("'", "'\\''")}'`;
