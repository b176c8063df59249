import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { findDoorReserve } from '../../cli/aws/door-reserve.ts';
import { accountConcurrency } from '../../shared/worlds/aws/concurrency.ts';

describe('the door’s own concurrency', () => {
  test.each([
    { max: 10, unreserved: 10, reserve: undefined },
    { max: 199, unreserved: 199, reserve: undefined },
    { max: 200, unreserved: 200, reserve: 5 },
    { max: 1_000, unreserved: 1_000, reserve: 5 },
    { max: 1_000, unreserved: 105, reserve: 5 },
    { max: 1_000, unreserved: 104, reserve: undefined },
  ])(
    'is $reserve in an account of $max with $unreserved unreserved',
    async ({ max, unreserved, reserve }) => {
      const { doorConcurrency, line } = await findDoorReserve(async () => ({ max, unreserved }));
      expect(doorConcurrency).toBe(reserve);
      expect(line).toContain(
        reserve === undefined ? 'has no limit of its own' : `at most ${reserve} times at once`,
      );
      if (reserve !== undefined) expect(unreserved - reserve).toBeGreaterThanOrEqual(100);
      expect(line).not.toContain('\n');
    },
  );

  test('is left alone, with the reason, where the account does not say', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    const { doorConcurrency, line } = await findDoorReserve(async () => Promise.reject(denied));
    expect(doorConcurrency).toBeUndefined();
    expect(line).toMatch(/could not be read\. A permission is missing/u);
  });

  test('is read from Lambda’s account settings', async () => {
    const paths: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"AccountLimit":{"ConcurrentExecutions":400,"UnreservedConcurrentExecutions":390}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new LambdaClient({ endpoint, region: 'eu-central-1', credentials });
    expect(await accountConcurrency(client)).toEqual({ max: 400, unreserved: 390 });
    expect(paths).toEqual([expect.stringContaining('/account-settings')]);
    server.close();
    server.closeAllConnections();
  });
});
