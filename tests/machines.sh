#!/usr/bin/env bash
# Fresh clones, as a newcomer makes them: once as root under a folder closed to others, once as an ordinary user.
# Each is installed, started, asked whether it is ready, and stopped; no database process may remain.
# One line a check: `ok ...` or `not ok ...`. Every wait is bounded.
set -uo pipefail

INSTALL_SECONDS=600
START_SECONDS=120
STOP_SECONDS=60
# Root's PostgreSQL cannot live under a closed folder; the program keeps it here (server/src/platform/db/embedded/shelter.ts).
SHELTER=/var/lib/gongxin

repository=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/gongxin-machines-XXXXXX")
all_well=0
server=
sheltered_before=no
[ -e "$SHELTER" ] && sheltered_before=yes

cleanup() {
  [ -n "$server" ] && kill -KILL -- "-$server" 2>/dev/null
  for pid in $(database_processes); do kill -QUIT "$pid" 2>/dev/null; done
  for link in "$work"/*/*/data/postgres; do
    [ -L "$link" ] && case $(readlink "$link") in "$SHELTER"/data-*) rm -rf "$(dirname "$(readlink "$link")")" ;; esac
  done
  if [ "$sheltered_before" = no ]; then
    rm -rf "$SHELTER"/binaries-*
    rmdir "$SHELTER" 2>/dev/null
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

report() { # what, status: one line
  if [ "$2" -eq 0 ]; then echo "ok $1"; else
    echo "not ok $1"
    all_well=1
  fi
}

database_processes() { # PostgreSQL processes that work in a data folder of ours, wherever it really lies
  local cwd data
  for data in "$work"/*/*/data/postgres; do
    [ -e "$data" ] || continue
    for cwd in /proc/[0-9]*/cwd; do
      if [ "$(readlink "$cwd" 2>/dev/null)" = "$(readlink -f "$data")" ]; then basename "$(dirname "$cwd")"; fi
    done
  done
}

quote() { sed 's/^/  | /' "$1" | tail -n 30; }

free_port() { # asks the pinned node of a clone
  "$1/node_modules/.bin/node" -e \
    'const s = require("node:net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

ready_status() { # clone, port: the HTTP status of /readyz, without curl
  "$1/node_modules/.bin/node" -e \
    'fetch(process.argv[1], { signal: AbortSignal.timeout(10_000) }).then((r) => console.log(r.status), (e) => console.log(String(e)))' \
    "http://127.0.0.1:$2/readyz"
}

group_lives() { kill -0 -- "-$1" 2>/dev/null; }

await() { # seconds, command...: polls until it succeeds
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}

settled() { group_lives "$server" || ! kill -0 "$server" 2>/dev/null; }
ready_or_gone() { grep -qxF "$1" "$2" || ! group_lives "$server"; }
gone() { ! group_lives "$server"; }

start_and_stop() { # who, clone, command prefix...
  local who=$1 clone=$2 port log
  shift 2
  log="$clone.log"
  port=$(free_port "$clone")
  local line="gongxin ready on http://127.0.0.1:$port"
  # `setsid`: its own process group, so that whatever is left of it can be seen.
  (cd "$clone" && exec setsid "$@" npm --silent start -- --port "$port" --data "$clone/data") >"$log" 2>&1 &
  server=$!
  await 5 settled
  await "$START_SECONDS" ready_or_gone "$line" "$log"
  grep -qxF "$line" "$log"
  local started=$?
  report "$who: npm start says on which address it is ready" "$started"
  [ "$started" -eq 0 ] || quote "$log"
  local status
  status=$(ready_status "$clone" "$port")
  [ "$status" = 200 ]
  report "$who: GET /readyz answers 200 (it answered $status)" $?
  # To npm alone, as a service manager or `kill` does; it must reach the program behind it.
  kill -TERM "$server" 2>/dev/null
  await "$STOP_SECONDS" gone
  report "$who: SIGTERM ends it" $?
  local left
  left=$(database_processes | tr '\n' ' ')
  [ -z "$left" ]
  report "$who: no database process is left${left:+ (left: $left)}" $?
  kill -KILL -- "-$server" 2>/dev/null
  server=
}

clone_into() { # folder
  git clone --quiet --no-hardlinks "$repository" "$1"
}

install() { # clone
  (cd "$1" && timeout "$INSTALL_SECONDS" npm ci --prefer-offline --no-audit --no-fund --loglevel=error) >"$1.install.log" 2>&1 || {
    quote "$1.install.log"
    return 1
  }
}

first=
if [ "$(id -u)" -eq 0 ]; then
  closed="$work/closed"
  mkdir -m 700 "$closed"
  first="$closed/gongxin"
  clone_into "$first" && install "$first"
  installed=$?
  report "root under a closed folder: clone and npm ci" "$installed"
  if [ "$installed" -eq 0 ]; then start_and_stop "root under a closed folder" "$first"; fi
else
  echo "# not run as root: the half for root is left out"
fi

second="$work/open/gongxin"
chmod 711 "$work"
mkdir "$work/open"
clone_into "$second"
if [ -n "$first" ]; then
  # The same lock file gives the same folder; copying it spares a second installation.
  cp -a "$first/node_modules" "$second/node_modules"
  installed=$?
  chown -R nobody "$work/open"
  if command -v setpriv >/dev/null; then
    as_ordinary=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups env HOME="$work/open")
  else
    as_ordinary=(su nobody -s /bin/sh -c 'HOME=$1; export HOME; shift; exec "$@"' -- sh "$work/open")
  fi
else
  install "$second"
  installed=$?
  as_ordinary=(env)
fi
report "an ordinary user: clone and node_modules" "$installed"
if [ "$installed" -eq 0 ]; then start_and_stop "an ordinary user" "$second" "${as_ordinary[@]}"; fi

exit "$all_well"
