import { contract } from './contract.js';

contract('uws');
