import { Command } from 'commander';
import { addFilters } from './filters/list.ts';

const program = new Command('rasid').description('watches the news for you');
addFilters(program);
await program.parseAsync();
