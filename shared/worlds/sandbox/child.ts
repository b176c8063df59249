import { tasks } from '../../pipeline/tasks.ts';
import { serve } from './serve.ts';

serve(tasks);
