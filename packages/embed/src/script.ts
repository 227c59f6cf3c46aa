import { define } from './define.js';

define(customElements);
