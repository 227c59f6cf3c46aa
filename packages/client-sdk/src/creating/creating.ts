// What only those need who create a room. Bundlers make a file of its own of it, loaded when there is a room to create.
export { solve } from '../pow/solve.js';
export { create } from './create.js';
