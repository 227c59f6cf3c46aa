import { contract } from './contract.js';

contract('ws');
