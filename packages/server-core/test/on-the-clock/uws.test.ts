import { onTheClock } from './steps.js';

onTheClock('uws');
