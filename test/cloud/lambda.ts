import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  type EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import type { LambdaFunctionURLResult, SQSBatchResponse } from 'aws-lambda';
import { functionProcess, type FunctionProcess } from './function-process.ts';
import type { Moto } from './moto.ts';

/** What AWS does with a deployed flow stack, at another pace. */
export interface LambdaService {
  readonly functions: Readonly<Record<string, FunctionProcess>>;
  /** Whatever a function threw, and whatever ended it. */
  readonly failures: string[];
  /** No message is visible or under way in any mapped queue. */
  isIdle(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Pace {
  /** How long the schedule's minute takes. */
  readonly minuteMs: number;
  /** A message that was not done comes back after its visibility time, divided by this. */
  readonly haste: number;
  /** Instances of a function that a queue calls; no more than its mapping allows. */
  readonly instancesMax: number;
}

const idlePauseMs = 50;

/** Runs the stage's deployed functions: by the schedule of its template, and by its mappings. */
export async function startLambda(moto: Moto, how: Pace & { stage: string; cdkOut: string }): Promise<LambdaService> {
  const lambda = new LambdaClient(moto.client);
  const sqs = new SQSClient({ ...moto.client, useQueueUrlAsEndpoint: false });
  const template = JSON.parse(readFileSync(join(how.cdkOut, `rasid-${how.stage}-flow.template.json`), 'utf8')) as Template;
  const prefix = `rasid-${how.stage}-`;
  const functions: Record<string, FunctionProcess> = {};
  const instances: FunctionProcess[] = [];
  const starts: Record<string, () => FunctionProcess> = {};
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  for (const { FunctionName = '' } of Functions.filter((one) => one.FunctionName?.startsWith(prefix))) {
    const deployed = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const start = () => {
      const instance = functionProcess({
        name: FunctionName,
        environment: { ...moto.env, ...deployed.Environment?.Variables },
        timeoutMs: (deployed.Timeout ?? 3) * 1_000,
        file: join(how.cdkOut, `asset.${assetOf(template, FunctionName)}`, 'index.mjs'),
      });
      instances.push(instance);
      return instance;
    };
    const name = FunctionName.slice(prefix.length);
    functions[name] = start();
    starts[name] = start;
  }
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  const mappings = EventSourceMappings.filter(({ EventSourceArn }) => EventSourceArn?.split(':').at(-1)?.startsWith(prefix));
  const queueUrls = await Promise.all(mappings.map(async ({ EventSourceArn = '' }) => {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: EventSourceArn.split(':').at(-1) ?? '' }));
    return QueueUrl;
  }));

  const failures: string[] = [];
  const failed = (name: string) => (error: unknown) => void failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  const stopping = new AbortController();
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  const schedule = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Scheduler::Schedule');
  const scheduled = async ({ Properties }: Template['Resources'][string]) => {
    if (Properties['ScheduleExpression'] !== 'rate(1 minute)') throw new Error('an unknown schedule');
    while (!stopping.signal.aborted) {
      const nextAtMs = Date.now() + how.minuteMs;
      await functions['tick']?.invoke({}).catch(failed('tick'));
      await pause(Math.max(0, nextAtMs - Date.now()));
    }
  };

  const nameOf = (mapping: EventSourceMappingConfiguration) =>
    mapping.FunctionArn?.split(':').at(-1)?.slice(prefix.length) ?? '';
  const mapped = async (mapping: EventSourceMappingConfiguration, QueueUrl: string, instance: FunctionProcess | undefined) => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] }));
    const VisibilityTimeout = Math.max(1, Math.round(Number(Attributes?.['VisibilityTimeout']) / how.haste));
    while (!stopping.signal.aborted) {
      // One message a call: of several messages of a group, the simulator brings back the last alone.
      const messages: Message[] = [];
      while (messages.length < (mapping.BatchSize ?? 10)) {
        const { Messages: [message] = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout, WaitTimeSeconds: 0, MessageSystemAttributeNames: ['All'] }),
        );
        if (message === undefined) break;
        messages.push(message);
      }
      if (messages.length === 0) await pause(idlePauseMs);
      else await work({ instance, mapping, QueueUrl, messages });
    }
  };

  const work = async ({ instance, mapping, QueueUrl, messages }: Work) => {
    const event = { Records: messages.map((message) => recordOf(message, mapping.EventSourceArn ?? '')) };
    // What fails as a whole comes back as a whole, when its visibility ends.
    const response = await instance?.invoke(event).catch(failed(nameOf(mapping)));
    if (response === undefined) return;
    const reports = mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') === true;
    const again = reports ? ((response as SQSBatchResponse | null)?.batchItemFailures ?? []).map((one) => one.itemIdentifier) : [];
    for (const { MessageId = '', ReceiptHandle } of messages) {
      if (!again.includes(MessageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  };

  const mappedBy = (mapping: EventSourceMappingConfiguration, index: number) => {
    const name = nameOf(mapping);
    const more = Math.min(how.instancesMax, mapping.ScalingConfig?.MaximumConcurrency ?? 1) - 1;
    const own = [functions[name], ...Array.from({ length: more }, () => starts[name]?.())];
    return own.map((instance) => mapped(mapping, queueUrls[index] ?? '', instance));
  };
  const loops = [...schedule.map(scheduled), ...mappings.flatMap(mappedBy)];
  const running = Promise.all(loops);
  running.catch((error: unknown) => {
    failed('the simulator')(error);
    stopping.abort();
  });
  return {
    functions,
    failures,
    async isIdle() {
      const counts = await Promise.all(queueUrls.map(async (QueueUrl) => {
        const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
        return Number(Attributes['ApproximateNumberOfMessages']) + Number(Attributes['ApproximateNumberOfMessagesNotVisible']);
      }));
      return counts.every((count) => count === 0);
    },
    async close() {
      stopping.abort();
      await Promise.allSettled(loops);
      await Promise.all(instances.map((one) => one.close()));
    },
  };
} // prettier-ignore

interface Work {
  readonly instance: FunctionProcess | undefined;
  readonly mapping: EventSourceMappingConfiguration;
  readonly QueueUrl: string;
  readonly messages: readonly Message[];
}

interface Template {
  readonly Resources: Readonly<Record<string, { Type: string; Properties: Record<string, unknown> }>>;
}

function assetOf({ Resources }: Template, functionName: string): string {
  const found = Object.values(Resources).find(
    ({ Properties }) => Properties['FunctionName'] === functionName,
  );
  return (found?.Properties['Code'] as { S3Key: string }).S3Key.replace(/\.zip$/u, '');
}

const recordOf = (message: Message, arn: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: {},
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
});

/** Where the stack's function URL leads: a function's answers over HTTP, at an address that is known beforehand. */
export async function openFunctionUrl(target: () => FunctionProcess | undefined): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://function');
    const event = {
      rawPath: url.pathname,
      rawQueryString: url.search.slice(1),
      queryStringParameters: Object.fromEntries(url.searchParams),
      headers: { ...request.headers, 'x-forwarded-proto': 'http' },
      requestContext: { domainName: request.headers.host, http: { method: request.method } },
    };
    const broken = { statusCode: 502, body: 'Internal Server Error' };
    void (target()?.invoke(event) ?? Promise.resolve(broken)).catch(() => broken).then((result) => {
      const { statusCode = 200, headers = {}, body = '' } = result as Exclude<LambdaFunctionURLResult, string>;
      response.writeHead(statusCode, headers as Record<string, string>).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
} // prettier-ignore
