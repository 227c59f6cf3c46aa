import { CODES, type CloseCode } from './codes.js';
import type { Connection } from './connection.js';
import { leave } from './leave.js';
import { endIfDue } from './purge.js';
import type { Relay } from './relay.js';

/** Ends a connection: it is out from now on, and is told why. A room that is due ends first, and is all that is told. */
export function refuse(relay: Relay, connection: Connection, code: CloseCode): void {
  const { member } = connection;
  if (member && endIfDue(relay, member.room)) return;
  leave(relay, connection, !relay.faults.on('leave.refused-not-told'));
  tellRefusal(relay, connection, code);
}

/** The error event and the close frame, and nothing else. */
export function tellRefusal({ faults }: Relay, connection: Connection, code: CloseCode): void {
  const isShutdown = code === 'server_shutdown' && faults.on('shutdown.event-missing');
  if (!isShutdown && !faults.on('close.event-missing'))
    connection.tell({ type: 'error', code, message: CODES[code].message });
  connection.close(code);
}
