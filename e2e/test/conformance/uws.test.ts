import { conforms } from './relay.js';

conforms('uws');
