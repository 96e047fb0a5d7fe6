# shellcheck shell=bash
# What up.sh, status.sh and down.sh share: where things are, and which processes are ours.

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
RUN="${SYNDICATION_RUN:-$HERE/run}"
case "$RUN" in /*) ;; *) RUN="$PWD/$RUN" ;; esac

: "${GATEWAY_PORT:=8080}" "${INGEST_PORT:=8081}" "${FEEDS_PORT:=8082}" "${NOTIFIER_PORT:=8083}"
: "${REDIS_PORT:=16379}" "${AMQP_PORT:=15673}" "${POSTGRES_PORT:=15432}"
: "${RABBIT_DIST_PORT:=15674}" "${RABBIT_EPMD_PORT:=15675}"

PARTS=(redis epmd rabbitmq postgres ingest feeds notifier gateway)
declare -A PORT=(
  [redis]=$REDIS_PORT [epmd]=$RABBIT_EPMD_PORT [rabbitmq]=$AMQP_PORT [postgres]=$POSTGRES_PORT
  [ingest]=$INGEST_PORT [feeds]=$FEEDS_PORT [notifier]=$NOTIFIER_PORT [gateway]=$GATEWAY_PORT
)
declare -A PORT_SETTING=(
  [redis]=REDIS_PORT [epmd]=RABBIT_EPMD_PORT [rabbitmq]=AMQP_PORT [postgres]=POSTGRES_PORT
  [ingest]=INGEST_PORT [feeds]=FEEDS_PORT [notifier]=NOTIFIER_PORT [gateway]=GATEWAY_PORT
)

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# A pid alone may have been given to another process since; with its start time it is one process for good.
born() { # <pid>: clock ticks since boot, or nothing
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  [ "$(cut -d' ' -f1 <<<"${stat##*) }")" = Z ] || cut -d' ' -f20 <<<"${stat##*) }"
}

remember() { # <part> <pid>
  printf '%s %s\n' "$2" "$(born "$2")" >"$RUN/$1.pid"
}

pid_of() { # <part>: its pid if the process we started still lives, else nothing
  local pid start
  [ -f "$RUN/$1.pid" ] || return 0
  read -r pid start <"$RUN/$1.pid" || return 0
  if [ -n "$start" ] && [ "$(born "$pid")" = "$start" ]; then
    printf '%s\n' "$pid"
  fi
}

# The status of a GET, by the shell alone: curl is not everywhere.
http_status() { # <port> <path>
  timeout 5 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 0
    printf "GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n" "$2" "$1" >&3
    read -r _ status _ <&3 && echo "$status"
  ' - "$1" "$2" 2>/dev/null || true
}

listens() { # <port>
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# AMQP 0-9-1: a broker that is up answers the protocol header with a method frame, whose first byte is 1.
amqp_answers() {
  [ "$(timeout 5 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 0
    printf "AMQP\0\0\11\1" >&3
    head -c 1 <&3 | od -An -tu1 | tr -d " "
  ' - "$1" 2>/dev/null)" = 1 ]
}

postgres_tool() { # <name>: the newest version's
  local newest
  newest=$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1)
  printf '%s/%s\n' "$(dirname "${newest:-/usr/bin/postgres}")" "$1"
}

secret() { # <name>: from the run folder
  sed -n "s/^$1=//p" "$RUN/secrets" 2>/dev/null
}

is_ready() { # <part>
  case "$1" in
    redis) [ "$(REDISCLI_AUTH=$(secret REDIS) redis-cli -p "$REDIS_PORT" ping 2>/dev/null)" = PONG ] ;;
    epmd) listens "$RABBIT_EPMD_PORT" ;;
    rabbitmq) amqp_answers "$AMQP_PORT" ;;
    postgres) "$(postgres_tool pg_isready)" -q -h 127.0.0.1 -p "$POSTGRES_PORT" ;;
    gateway) [ "$(http_status "$GATEWAY_PORT" /health/live)" = 200 ] ;;
    *) [ "$(http_status "${PORT[$1]}" /health/ready)" = 200 ] ;;
  esac
}
