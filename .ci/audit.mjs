// Reads the JSON of `npm audit` and ends with 1 for a vulnerability. npm's exit code is 1 where no registry answers, too.
import { readFileSync } from 'node:fs';

const failing = ['high', 'critical'];
const { code, said } = verdictOf(reportOf(readFileSync(0, 'utf8')));
console.log(`audit: ${said}`);
process.exitCode = code;

function verdictOf(report) {
  if (isRecord(report?.vulnerabilities) && isRecord(report.metadata?.vulnerabilities)) return foundIn(report);
  if (isNoAnswer(report))
    return { code: 0, said: `SKIPPED, NOTHING WAS CHECKED: no registry answers (${report.message})` };
  return {
    code: 1,
    said: `npm audit failed: ${report?.error?.summary || report?.message || 'it printed no report'}`,
  };
}

function foundIn({ vulnerabilities, metadata }) {
  const found = Object.entries(vulnerabilities).filter(([, { severity }]) => failing.includes(severity));
  const count = failing.reduce((sum, severity) => sum + Number(metadata.vulnerabilities[severity] ?? 0), 0);
  if (found.length === 0 && count === 0)
    return { code: 0, said: 'no package of production has a high or critical vulnerability' };
  const names = found.map(([name, { severity }]) => `${name} (${severity})`);
  return {
    code: 1,
    said: `vulnerable: ${names.join(', ') || `${count} packages`}. \`npm audit --omit=dev\` says more.`,
  };
}

/** An answer that is none of an audit's, or none at all. Every other error, such as no lock file, is ours to fix. */
function isNoAnswer(report) {
  const { error, message, uri } = report ?? {};
  return (
    isRecord(error) &&
    error.code === undefined &&
    typeof message === 'string' &&
    (typeof uri === 'string' || /^request to \S+ failed, reason: /u.test(message))
  );
}

function reportOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
