#!/usr/bin/env bash
# Starts the real stack on this machine as ordinary processes on 127.0.0.1: Redis, RabbitMQ, PostgreSQL, the services and
# a gateway before them. Run again, it starts only what is down. Data, logs and secrets lie in deploy/local/run, or in
# what SYNDICATION_RUN names; ports: see lib.sh. Settings of the services: deploy/settings.env (settings.env.example).
set -euo pipefail
# shellcheck source=deploy/local/lib.sh
. "$(dirname "$0")/lib.sh"
umask 077

install_missing() {
  local missing=() as_root=()
  command -v redis-server >/dev/null || missing+=(redis-server)
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
  PATH="$PATH:/usr/sbin" command -v nginx >/dev/null || missing+=(nginx-light)
  [ "${#missing[@]}" -gt 0 ] || return 0
  say "installing ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get -qq update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get -qq -y install --no-install-recommends "${missing[@]}" >/dev/null
}

program() { printf '%s\n' "$ROOT/artifacts/bin/Syndication.$1/release/Syndication.$1.dll"; }

build_stale() {
  local service dll
  for service in Ingest Feeds Notifier; do
    dll=$(program "$service")
    if [ ! -f "$dll" ] || [ -n "$(find "$ROOT/services/$service" "$ROOT/shared" -newer "$dll" \
      \( -name '*.cs' -o -name '*.csproj' \) -print -quit)" ]; then
      say "building $service"
      dotnet build "$ROOT/services/$service" -c Release -v quiet --nologo
    fi
  done
}

make_secrets() {
  [ ! -f "$RUN/secrets" ] || return 0
  local name api_key
  for name in REDIS RABBIT POSTGRES; do
    printf '%s=%s\n' "$name" "$(random)"
  done >"$RUN/secrets.new"
  api_key="synd_$(random)"
  printf 'API_KEY_SHA256=%s\n' "$(printf %s "$api_key" | sha256sum | cut -d' ' -f1)" >>"$RUN/secrets.new"
  mv "$RUN/secrets.new" "$RUN/secrets"
  say "API key (all scopes; shown only now, kept only as its digest): $api_key"
}

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# Starts a part unless it runs; the command becomes the process whose pid is kept.
start() { # <part> <command...>
  local part=$1 pid
  shift
  [ -z "$(pid_of "$part")" ] || return 0
  ! listens "${PORT[$part]}" \
    || fail "port ${PORT[$part]} is taken by another process; set ${PORT_SETTING[$part]}"
  setsid "$@" </dev/null >>"$RUN/$part.log" 2>&1 &
  pid=$!
  remember "$part" "$pid"
}

await() { # <part> <seconds>
  local part=$1 end=$((SECONDS + $2))
  until is_ready "$part"; do
    [ -n "$(pid_of "$part")" ] || fail "$part has ended; see $RUN/$part.log"
    [ "$SECONDS" -lt "$end" ] || fail "$part is not ready after $2 s; see $RUN/$part.log"
    sleep 0.2
  done
}

start_redis() {
  mkdir -p "$RUN/redis"
  cat >"$RUN/redis/redis.conf" <<END
bind 127.0.0.1
port $REDIS_PORT
dir $RUN/redis
requirepass $(secret REDIS)
appendonly yes
save ""
maxmemory ${REDIS_MAXMEMORY:-2gb}
maxmemory-policy noeviction
END
  start redis redis-server "$RUN/redis/redis.conf"
}

start_rabbitmq() {
  local home="$RUN/rabbitmq"
  mkdir -p "$home"
  : >"$home/env.conf"
  say '[].' >"$home/plugins"
  cat >"$home/rabbitmq.conf" <<END
listeners.tcp.1 = 127.0.0.1:$AMQP_PORT
default_user = newsroom
default_pass = $(secret RABBIT)
disk_free_limit.absolute = 500MB
log.console = false
END
  # Left to itself Erlang would leave a port mapper behind as a daemon that nobody ends.
  start epmd epmd -address 127.0.0.1 -port "$RABBIT_EPMD_PORT"
  await epmd 10
  # Debian's own command changes to user rabbitmq; this is the script behind it. RUNNING_UNDER_SYSTEMD makes it become
  # the broker instead of the broker's parent, so that its pid is the broker's.
  start rabbitmq env \
    HOME="$home" LANG=C.UTF-8 RUNNING_UNDER_SYSTEMD=true \
    RABBITMQ_NODENAME="syndication$AMQP_PORT@localhost" \
    RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$home/log" \
    RABBITMQ_CONF_ENV_FILE="$home/env.conf" RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins" RABBITMQ_DIST_PORT="$RABBIT_DIST_PORT" \
    ERL_EPMD_PORT="$RABBIT_EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}" \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
  else
    "$@"
  fi
}

start_postgres() {
  local home="$RUN/postgres"
  [ "${#home}" -lt 90 ] || fail "$home is too long for a socket's path; set SYNDICATION_RUN to a shorter one"
  mkdir -p "$home"
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$home"
    as_postgres test -w "$home" \
      || fail "user postgres cannot reach $home; set SYNDICATION_RUN to a folder that others may pass through"
  fi
  if [ ! -f "$home/data/PG_VERSION" ]; then
    # The socket lies in a folder that only its owner can enter, so it needs no password; TCP does.
    as_postgres "$(postgres_tool initdb)" -D "$home/data" -U postgres -E UTF8 --locale=C.UTF-8 \
      --auth-local=trust --auth-host=scram-sha-256 >>"$RUN/postgres.log"
  fi
  if [ "$(id -u)" -eq 0 ]; then
    start postgres setpriv --reuid=postgres --regid=postgres --init-groups -- \
      "$(postgres_tool postgres)" -D "$home/data" -h 127.0.0.1 -p "$POSTGRES_PORT" -k "$home"
  else
    start postgres "$(postgres_tool postgres)" -D "$home/data" -h 127.0.0.1 -p "$POSTGRES_PORT" -k "$home"
  fi
}

sql() { "$(postgres_tool psql)" -h "$RUN/postgres" -p "$POSTGRES_PORT" -U postgres -d postgres -XAtq "$@"; }

make_databases() {
  local name
  sql -v password="$(secret POSTGRES)" <<'END'
SELECT 'CREATE ROLE newsroom LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'newsroom') \gexec
ALTER ROLE newsroom PASSWORD :'password';
END
  for name in ingest notifier; do
    [ -n "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$name'")" ] \
      || sql -c "CREATE DATABASE $name OWNER newsroom"
  done
}

start_service() { # <part> <project>
  local part=$1 dll
  dll=$(program "$2")
  mkdir -p "$RUN/$part"
  [ -z "$(pid_of "$part")" ] || return 0
  # Exported in the shell rather than named on a command line, where every user of the machine could read secrets.
  export ASPNETCORE_URLS="http://127.0.0.1:${PORT[$part]}"
  export Database="Host=127.0.0.1;Port=$POSTGRES_PORT;Username=newsroom;Database=$part;Password=$(secret POSTGRES)"
  export Messaging="amqp://newsroom:$(secret RABBIT)@127.0.0.1:$AMQP_PORT/"
  export Cache="127.0.0.1:$REDIS_PORT,password=$(secret REDIS)"
  export Data__Directory="$RUN/$part/data"
  export Publication__PublicUrl="http://localhost:$GATEWAY_PORT"
  # Past the gateway: the hub sends what Feeds says now.
  export Hub__Feeds="http://127.0.0.1:${PORT[feeds]}"
  export ApiKeys__0__Name=local ApiKeys__0__KeySha256="$(secret API_KEY_SHA256)"
  export ApiKeys__0__Scopes__0=publish ApiKeys__0__Scopes__1=alerts ApiKeys__0__Scopes__2=admin
  read_settings
  pushd "$RUN/$part" >/dev/null
  start "$part" dotnet "$dll"
  popd >/dev/null
}

read_settings() {
  local settings="${SYNDICATION_SETTINGS:-$ROOT/deploy/settings.env}"
  [ -f "$settings" ] || return 0
  set -a
  # shellcheck disable=SC1090 # the operator's own file
  . "$settings"
  set +a
}

start_gateway() {
  mkdir -p "$RUN/gateway"
  chmod 711 "$RUN/gateway" # its workers keep large bodies below it
  local user=""
  [ "$(id -u)" -ne 0 ] || user="user www-data;"
  sed -e "s|@USER@|$user|" -e "s|@FOLDER@|$RUN/gateway|" -e "s|@GATEWAY@|127.0.0.1:$GATEWAY_PORT|" \
    -e "s|@INGEST@|127.0.0.1:$INGEST_PORT|" -e "s|@FEEDS@|127.0.0.1:$FEEDS_PORT|" \
    -e "s|@NOTIFIER@|127.0.0.1:$NOTIFIER_PORT|" "$HERE/nginx.conf.template" >"$RUN/gateway/nginx.conf"
  PATH="$PATH:/usr/sbin" start gateway nginx -e stderr -p "$RUN/gateway" -c "$RUN/gateway/nginx.conf"
}

install_missing
build_stale
mkdir -p "$RUN"
chmod 711 "$RUN" # PostgreSQL and the gateway's workers, other users under root, pass through; nobody lists it
make_secrets
start_redis
start_rabbitmq
start_postgres
await redis 20
await postgres 30
make_databases
await rabbitmq 60
for service in Ingest Feeds Notifier; do
  start_service "${service,,}" "$service"
done
start_gateway
for part in ingest feeds notifier gateway; do
  await "$part" 60
done
exec "$HERE/status.sh"
