import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../pipeline/test-world.ts';
import { answerOf, rasid } from './rasid.ts';

/** What AWS says, by the words of its protocols; requests are told apart by their action and stack. */
type Said = (action: string, stack: string) => { status: number; body: string };

let folder: string;
let said: Said;
let endpoint: string;
let close: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rasid-failures-'));
  await answerOf(folder, 'init');
  const server = await serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      const target = request.headers['x-amz-target']?.toString().split('.').at(-1);
      const answer = said(form.get('Action') ?? target ?? '', form.get('StackName') ?? '');
      response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
    });
  });
  endpoint = server.origin;
  close = () => server.close();
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true });
});

const error = (status: number, code: string, message: string) => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});
const stack = (name: string, status: string) => ({
  status: 200,
  body: `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><StackStatus>${status}</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});
const absent = (name: string) => error(400, 'ValidationError', `Stack with id ${name} does not exist`);
/** An account whose stacks are in these states. */
const account =
  (states: Readonly<Record<string, string>>): Said =>
  (_, name) =>
    states[name] === undefined ? absent(name) : stack(name, states[name]);

/** The command with an environment of its own: nothing of this machine's AWS. */
async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const all = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...env }; // prettier-ignore
  const set = Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]));
  const command = rasid(folder, ['env', '-i', `PATH=${process.env['PATH']}`, ...set], ...words);
  command.process.stdin?.end('value');
  const { code } = await command.ended;
  return { code, output: command.output(), errors: command.errors() };
}

const deploy = ['deploy', '--email', 'me@example.org'];
const feeds = ['feeds', '--world', 'aws'];

describe('one line with the next step, and nothing done', () => {
  test.each<[string, readonly string[], Said, RegExp, Readonly<Record<string, string>>?]>([
    ['no credentials', feeds, account({}), /AWS credentials are missing .*aws configure/u, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }],
    ['credentials that have run out', feeds, () => error(403, 'ExpiredToken', 'The security token is expired'), /AWS credentials are missing or not accepted .*aws sso login/u],
    ['credentials of nobody', deploy, () => error(403, 'InvalidClientTokenId', 'The token is invalid'), /AWS credentials are missing or not accepted/u],
    ['no region', feeds, account({}), /No region: give --region/u, { AWS_REGION: '' }],
    ['a region where nothing answers', feeds, account({}), /Nothing answers for this region .*--region/u, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }],
    ['a region without a Rasid', feeds, account({}), /No Rasid of stage main is deployed in eu-central-1.*npm run deploy/u],
    ['a stage without a Rasid', [...feeds, '--stage', 'other'], account({}), /No Rasid of stage other is deployed/u],
    ['a missing permission', feeds, () => error(403, 'AccessDenied', 'User x is not authorized to perform: cloudformation:DescribeStacks'), /A permission is missing: User x .*DescribeStacks/u],
    ['a secret that may not be set', ['secret', 'set', 'KEY'], () => ({ status: 400, body: '{"__type":"AccessDeniedException","message":"no ssm:PutParameter"}' }), /A permission is missing: no ssm:PutParameter/u],
    ['no bootstrap', deploy, account({}), /CDK has not been used .*--bootstrap/u],
    ['a broken bootstrap', deploy, account({ CDKToolkit: 'ROLLBACK_COMPLETE' }), /CDKToolkit is in ROLLBACK_COMPLETE.*delete-stack --stack-name CDKToolkit/u],
    ['a stack that is stuck', deploy, account({ CDKToolkit: 'CREATE_COMPLETE', 'rasid-main-flow': 'UPDATE_ROLLBACK_FAILED' }), /rasid-main-flow is in UPDATE_ROLLBACK_FAILED.*continue-update-rollback/u],
    ['a stack that another deploy changes', deploy, account({ CDKToolkit: 'CREATE_COMPLETE', 'rasid-main-flow': 'UPDATE_ROLLBACK_IN_PROGRESS' }), /another deploy is under way/u],
    ['a stack that would not go', deploy, account({ CDKToolkit: 'CREATE_COMPLETE', 'rasid-main-flow': 'DELETE_FAILED' }), /DELETE_FAILED.*npm run destroy/u],
  ])('%s', async (_, words, says, message, env = {}) => {
    said = says;
    const { code, output, errors } = await run(words, env);
    expect(errors).toMatch(message);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect({ code, output }).toEqual({ code: 1, output: '' });
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no e-mail', ['deploy'], /--email <address>/u],
    ['a stage that is no name', [...feeds, '--stage', 'Main!'], /a-z, 0-9 and -/u],
    ['another world', ['feeds', '--world', 'mars'], /local, aws/u],
    ['a secret without a name', ['secret', 'set', 'my secret'], /no name of a secret/u],
    ['a budget of nothing', [...deploy, '--budget', '0'], /dollars a month/u],
    ['no config', [...deploy, '--config', 'other.yaml'], /other\.yaml is not there/u],
  ])('wrong words: %s', async (_, words, message) => {
    said = account({});
    const { code, output, errors } = await run(words);
    expect(errors).toMatch(message);
    expect({ code, output }).toEqual({ code: 2, output: '' });
  });
}); // prettier-ignore
