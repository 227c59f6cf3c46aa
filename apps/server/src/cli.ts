#!/usr/bin/env node
import { run } from './command.js';
import { endOnCrash } from './crash.js';

endOnCrash();
void run(process.argv.slice(2), process.env);
