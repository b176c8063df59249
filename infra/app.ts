import { App, Tags } from 'aws-cdk-lib';
import { stackName } from '../shared/worlds/aws/names.ts';
import { FlowStack } from './flow-stack.ts';
import { addGuardrails } from './guardrails.ts';
import { settingsOf } from './settings.ts';
import { StoreStack } from './store-stack.ts';

const app = new App();
const settings = settingsOf(app);
const { stage } = settings;
const store = new StoreStack(app, stackName(stage, 'store'), {
  stage,
  description: 'Rasid: its rows and texts',
});
const flow = new FlowStack(app, stackName(stage, 'flow'), {
  settings,
  description: 'Rasid: from feeds to alerts',
});
flow.addStackDependency(store);
Tags.of(app).add('rasid:stage', stage);
addGuardrails(app);
app.synth();
