import { fileURLToPath } from 'node:url';
import { RemovalPolicy, Validations, type Duration } from 'aws-cdk-lib';
import {
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  ApplicationLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { Charset, NodejsFunction, OutputFormat, type ICommandHooks } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Role, ServicePrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface BundleProps {
  /** The file in `functions/`, and the function's name. */
  readonly name: 'tick' | 'poll' | 'read' | 'deliver' | 'door';
  readonly functionName: string;
  readonly timeout: Duration;
  readonly memoryMb: number;
  /** Invocations at once that are kept for it, and its most; without it the function shares the account's. */
  readonly reservedConcurrency?: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** It works on strangers' bytes: the program of its sandbox lies beside its own. */
  readonly hasSandbox?: boolean;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packages whose parts no function uses, and what stands for them in the bundles. */
const standIns = {
  '--alias:@aws-sdk/credential-provider-node': './infra/stand-ins/credentials.ts',
  '--alias:cssomnom/parse': './infra/stand-ins/unused.ts',
  '--alias:dom-serializer': './infra/stand-ins/unused.ts',
  // One copy for those that import and those that require it.
  '--alias:htmlparser2': './node_modules/htmlparser2/dist/esm/index.js',
  '--alias:postcss': './infra/stand-ins/unused.ts',
  '--alias:xmlbuilder': './infra/stand-ins/unused.ts',
};

const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

const bundling = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  // Tables of Arabic words as they are; escaped, a letter takes six bytes.
  charset: Charset.UTF8,
  keepNames: true,
  sourceMap: true,
  sourcesContent: false,
  bundleAwsSDK: true,
  esbuildArgs: standIns,
  banner,
};

/** The same, for the command line: the construct bundles one entry alone. */
const sandboxArgs = [
  '--bundle --platform=node --format=esm --target=node24 --main-fields=module,main --log-level=error',
  '--minify --charset=utf8 --keep-names --sourcemap --sources-content=false',
  `"--banner:js=${banner}"`,
  ...Object.entries(standIns).map(([flag, file]) => `"${flag}=${file}"`),
].join(' ');

const sandboxHooks: ICommandHooks = {
  beforeInstall: () => [],
  beforeBundling: () => [],
  afterBundling: (projectRoot, out) => [
    `cd "${projectRoot}"`,
    `npx --no-install esbuild shared/worlds/sandbox/child.ts ${sandboxArgs} "--outfile=${out}/sandbox.mjs"`,
  ],
};

/** One function of `functions/`, bundled, with a log of two weeks and a role that may write it and nothing else. */
export class Bundle extends Construct {
  readonly fn: NodejsFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BundleProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.fn = new NodejsFunction(this, 'Function', {
      functionName: props.functionName,
      entry: `${root}functions/${props.name}.ts`,
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memoryMb,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      environment: {
        ...props.environment,
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: 'rasid',
      },
      projectRoot: root,
      depsLockFilePath: `${root}package-lock.json`,
      awsSdkConnectionReuse: false,
      bundling: {
        ...bundling,
        ...(props.hasSandbox === true && { commandHooks: sandboxHooks }),
      },
    });
    Validations.of(this.fn).acknowledge(
      {
        id: 'Serverless::Serverless-LambdaDLQ',
        reason: 'Nothing calls it asynchronously that a later tick would not send again: rows are the truth.',
      },
      {
        id: 'Serverless::Serverless-LambdaTracing',
        reason: 'Traces cost per call; the logs and the rows tell what became of each entry.',
      },
    );
  }
}
