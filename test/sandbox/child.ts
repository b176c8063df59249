import { serve } from '../../shared/worlds/sandbox/serve.ts';
import { tasks } from './tasks.ts';

serve(tasks);
