import { serve } from '../../shared/worlds/sandbox/serve.ts';
import { commandTasks } from './tasks.ts';

serve(commandTasks);
