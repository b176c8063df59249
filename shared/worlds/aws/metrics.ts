import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Adds to named counts. Names are few and fixed: CloudWatch asks money for each. */
export type Count = (counts: Readonly<Record<string, number>>) => void;

/** Counts through Powertools, as metrics in the log; nothing where the deploy was not asked for them. */
export function powertoolsMetrics(): Count {
  if (process.env['POWERTOOLS_METRICS_NAMESPACE'] === undefined) return () => undefined;
  const metrics = new Metrics();
  return (counts) => {
    for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
    metrics.publishStoredMetrics();
  };
}
