import { afterEach, expect, test, vi } from 'vitest';
import { powertoolsMetrics } from '../../shared/worlds/aws/metrics.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('counts are a metric line in the log where the deploy asked for them, and nothing elsewhere', () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  powertoolsMetrics()({ readDone: 3 });
  expect(lines).toEqual([]);

  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'rasid-main');
  powertoolsMetrics()({ readDone: 3, readAgain: 1 });
  expect(lines).toHaveLength(1);
  const line = JSON.parse(lines[0] ?? '') as { readDone: number; _aws: { CloudWatchMetrics: object[] } };
  expect(line).toMatchObject({ readDone: 3, readAgain: 1 });
  expect(line._aws.CloudWatchMetrics[0]).toMatchObject({ Namespace: 'rasid-main' });
});
