import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A synth of one stack with the guardrails on, in a process of its own: a rule that fails ends it. */
function synthOf(body: string) {
  const program = `
    import { App, Duration, Stack } from 'aws-cdk-lib';
    import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
    import { Code, Function, FunctionUrlAuthType, Runtime } from 'aws-cdk-lib/aws-lambda';
    import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
    import { Queue } from 'aws-cdk-lib/aws-sqs';
    import { Bucket } from 'aws-cdk-lib/aws-s3';
    import { addGuardrails } from './infra/guardrails.ts';
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const fn = () => new Function(stack, 'Fn', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('0'), timeout: Duration.seconds(60) });
    const queue = (seconds) => new Queue(stack, 'Queue', { visibilityTimeout: Duration.seconds(seconds), enforceSSL: true });
    ${body}
    addGuardrails(app);
    app.synth();
  `;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: run.status, said: run.stdout + run.stderr };
}

test.each([
  ['a bucket without TLS', `new Bucket(stack, 'Bucket');`, 'AwsSolutions-S10'],
  ['a wildcard action', `fn().addToRolePolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));`, 'AwsSolutions-IAM5'], // prettier-ignore
  ['a function without a dead list', `fn();`, 'Serverless-LambdaDLQ'],
  ['a public function besides the door', `fn().addFunctionUrl({ authType: FunctionUrlAuthType.NONE });`, 'Rasid-FunctionUrl'], // prettier-ignore
  [
    'a queue that forgets its worker',
    `fn().addEventSource(new SqsEventSource(queue(60)));`,
    'Rasid-Visibility',
  ],
])('the synth fails on %s', (_, body, rule) => {
  const { code, said } = synthOf(body);
  expect(said).toContain(rule);
  expect(code).not.toBe(0);
});

test('the rules tell right from wrong: a queue that waits long enough is not named', () => {
  expect(synthOf(`fn().addEventSource(new SqsEventSource(queue(360)));`).said).not.toContain(
    'Rasid-Visibility',
  );
});
