import { Stack, type CfnResource, Validations, type App } from 'aws-cdk-lib';
import { CfnEventSourceMapping, CfnFunction, CfnUrl } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, NagMessageLevel, NagPack, NagRuleCompliance, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** Every rule that fails ends the synth; what is acknowledged carries its reason. */
export function addGuardrails(app: App): void {
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new ServerlessChecks(app),
    new RasidChecks(app),
  );
}

/** AWS advises six times the time-out, so that a message under way is never seen by a second worker. */
const visibilityPerTimeout = 6;

/** What the packs do not know: one public door, and queues that wait for their workers. */
class RasidChecks extends NagPack {
  readonly name = 'Rasid';

  constructor(scope: IConstruct) {
    super(scope);
    this.packName = 'Rasid';
  }

  protected override checkResource(node: CfnResource): void {
    this.applyRule({
      ruleSuffixOverride: 'FunctionUrl',
      info: 'A function other than the door has a URL.',
      explanation: 'The door alone is public, and it serves signed paths only.',
      level: NagMessageLevel.ERROR,
      node,
      rule: (one) => verdict(!(one instanceof CfnUrl) || one.node.path.includes('/Door/')),
    });
    this.applyRule({
      ruleSuffixOverride: 'Visibility',
      info: 'A mapping reads a queue whose visibility time is under six times its function’s time-out.',
      explanation: 'A message under way would be seen by a second worker.',
      level: NagMessageLevel.ERROR,
      node,
      rule: (one) => verdict(!(one instanceof CfnEventSourceMapping) || isLongEnough(one)),
    });
  }
}

const verdict = (isRight: boolean) =>
  isRight ? NagRuleCompliance.COMPLIANT : NagRuleCompliance.NON_COMPLIANT;

function isLongEnough(mapping: CfnEventSourceMapping): boolean {
  const stack = Stack.of(mapping);
  const all = stack.node.findAll();
  const target = (reference: unknown) => JSON.stringify(stack.resolve(reference));
  const queue = all.find((one): one is CfnQueue => one instanceof CfnQueue && target(one.attrArn) === target(mapping.eventSourceArn));
  const fn = all.find((one): one is CfnFunction => one instanceof CfnFunction && target(one.ref) === target(mapping.functionName));
  return (queue?.visibilityTimeout ?? 0) >= visibilityPerTimeout * (fn?.timeout ?? Infinity);
} // prettier-ignore
