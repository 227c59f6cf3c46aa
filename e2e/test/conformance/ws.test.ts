import { conforms } from './relay.js';

conforms('ws');
