import { GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { clientConfig } from './client-config.ts';

/** Senders from whom SES takes no mail yet: neither the address nor its domain has been verified in the region. */
export async function unverifiedSenders(
  addresses: readonly string[],
  client = new SESv2Client(clientConfig()),
): Promise<string[]> {
  const unverified: string[] = [];
  for (const address of new Set(addresses)) {
    const domain = address.slice(address.lastIndexOf('@') + 1);
    if (!(await isVerified(client, address)) && !(await isVerified(client, domain))) unverified.push(address);
  }
  return unverified;
}

async function isVerified(client: SESv2Client, EmailIdentity: string): Promise<boolean> {
  try {
    const { VerificationStatus } = await client.send(new GetEmailIdentityCommand({ EmailIdentity }));
    return VerificationStatus === 'SUCCESS';
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
}
