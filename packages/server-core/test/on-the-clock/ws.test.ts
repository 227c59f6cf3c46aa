import { onTheClock } from './steps.js';

onTheClock('ws');
