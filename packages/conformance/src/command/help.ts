export const HELP = `Checks a relay or a client of pug.v1 against the specification.

  pug-conformance http://host:port              a relay that is running
  pug-conformance --launch -- command …         relays that the kit starts itself, with the settings that cases need
  pug-conformance http://host:port --launch -- command …   the one, and the others where it will not do
  pug-conformance client -- command …           a client: the kit plays relays, and talks to the command by JSON lines

  --filter <text>           only cases whose id contains it; may be repeated
  --slow                    also what takes longer than 5 s
  --difficulty <bits>       of relays that are started, default 8; of a running one the highest that is solved, default 20
  --allowed-origin <origin> what ALLOWED_ORIGIN of the running relay holds; may be repeated
  --reporter <name>         text, tap, junit or json; default text
  --list                    the cases, and the clauses they check
  --help                    this

A command is given PORT, HOST and other settings by the environment variables of pug-server, and SIGTERM to end.
Exit code: 0 if nothing failed, 1 if something did, 2 for a command line that cannot be followed, 3 without a relay.
`;
