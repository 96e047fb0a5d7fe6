#!/usr/bin/env bash
# Stops what up.sh started and nothing else, in the order that loses nothing. The data stay; --purge deletes them too.
set -euo pipefail
# shellcheck source=deploy/local/lib.sh
. "$(dirname "$0")/lib.sh"

purge=no
case "${1:-}" in
  '') ;;
  --purge) purge=yes ;;
  *) fail "usage: down.sh [--purge]" ;;
esac

signal() { # <part> <signal>
  local pid
  pid=$(pid_of "$1")
  [ -z "$pid" ] || kill "-$2" "$pid"
}

await_end() { # <seconds> <part...>
  local end=$((SECONDS + $1)) part
  shift
  for part in "$@"; do
    while [ -n "$(pid_of "$part")" ]; do
      if [ "$SECONDS" -ge "$end" ]; then
        say "$part did not end in time and is killed"
        signal "$part" KILL
        end=$((SECONDS + 5))
      fi
      sleep 0.1
    done
    if [ -f "$RUN/$part.pid" ]; then
      say "$part is down"
      rm -f "$RUN/$part.pid"
    fi
  done
}

signal gateway QUIT # nginx lets open requests end
for part in ingest feeds notifier; do signal "$part" TERM; done
await_end 10 ingest feeds notifier
signal gateway TERM # whoever still reads a stream is let go
await_end 5 gateway
signal redis TERM
signal rabbitmq TERM
signal postgres INT # fast shutdown: waits for no client
await_end 30 redis rabbitmq postgres
signal epmd TERM
await_end 5 epmd

if [ "$purge" = yes ]; then
  # Only a folder that up.sh has made, whatever SYNDICATION_RUN names.
  [ -f "$RUN/secrets" ] || fail "$RUN was not made by up.sh; nothing is deleted"
  rm -rf "${RUN:?}"
  say "data deleted"
fi
