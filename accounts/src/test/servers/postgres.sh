#!/usr/bin/env bash
# Runs a PostgreSQL of a test's own in a directory and on a port until it is told to stop.
set -euo pipefail
directory="$1" port="$2"

initdb="$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2> /dev/null | sort -V | tail -1)"
bin="$(dirname "$initdb")"

as=()
if [ "$(id -u)" = 0 ]; then
  # it refuses to run as root
  chown postgres "$directory"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
cd "$directory"
if [ ! -d "$directory/data" ]; then
  "${as[@]}" "$bin/initdb" --pgdata="$directory/data" --username=parley --auth=trust --no-sync > /dev/null
fi
exec "${as[@]}" "$bin/postgres" -D "$directory/data" -h 127.0.0.1 -p "$port" -k "$directory" -c fsync=off
