#!/usr/bin/env bash
# Everything a newcomer needs to know that the house stands: fetches what is missing, builds, runs every test.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Everything here lives for a minute or two: code that is profiled to be made fast later costs a tenth and is never worth it.
export DOTNET_TieredPGO=0
readonly CONFIGURATION=Release
readonly RESULTS="$PWD/artifacts/test-results"

step() { printf '\n== %s\n' "$*"; }

missing_packages() {
  command -v redis-server >/dev/null || echo redis-server
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || echo rabbitmq-server
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || echo postgresql
  [ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || echo nginx
  command -v chromium >/dev/null || echo chromium
  # Web Push that others wrote.
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  # Feed readers that others wrote.
  /usr/bin/python3 -c 'import feedparser' 2>/dev/null || echo python3-feedparser
  /usr/bin/perl -MXML::Feed -e 1 2>/dev/null || echo libxml-feed-perl
  /usr/bin/ruby -rrss -e 1 2>/dev/null || echo ruby-rss
  [ -x /usr/bin/newsboat ] || echo newsboat
  [ -x /usr/bin/mono ] || echo mono-runtime
  [ -x /usr/bin/mcs ] || echo mono-mcs
  [ -f /usr/lib/mono/4.5/System.ServiceModel.dll ] || echo libmono-system-servicemodel4.0a-cil
}

install_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages)
  if [ "${#missing[@]}" -eq 0 ]; then
    echo "nothing is missing"
    return
  fi
  echo "installing ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  # The packages would start servers of their own; the tests start theirs, on other ports.
  "${as_root[@]}" apt-get -qq update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get -qq -y install --no-install-recommends "${missing[@]}" >/dev/null
}

# Finds nothing where the registry has no vulnerability data, and then says so instead of looking clean.
audit() {
  local answer
  answer=$(dotnet list Syndication.sln package --vulnerable --include-transitive 2>&1) || true
  if grep -q 'has the following vulnerable packages' <<<"$answer"; then
    echo "$answer"
    return 1
  elif grep -qi 'NU1900\|error' <<<"$answer" || ! serves_vulnerabilities; then
    echo "does not apply: this registry gives no vulnerability data, so finding nothing would mean nothing"
  else
    echo "no known vulnerability"
  fi
}

serves_vulnerabilities() {
  local source
  for source in $(dotnet nuget list source --format short | sed -n 's/^E \(http.*\)/\1/p'); do
    curl -fsS --max-time 10 "$source" 2>/dev/null | grep -q 'VulnerabilityInfo' && return 0
  done
  return 1
}

# What the services log meanwhile is kept beside the results; of it only what failed is shown.
run_tests() { # <program> <results without their ending>
  "$1" -noLogo -noColor -reporter quiet -trx "$2.trx" </dev/null >"$2.log" 2>&1 && return
  grep -A 40 '\[FAIL\]\|^Unhandled exception' "$2.log" || tail -n 40 "$2.log"
  echo "all of it: $2.log"
  return 1
}

step "Packages of the system"
install_packages

step "Web Push that others wrote"
npm ci --prefix tests/PushPeers --ignore-scripts --no-audit --no-fund --loglevel=error

step "Tools, format"
dotnet tool restore >/dev/null
dotnet csharpier check .

step "Build ($CONFIGURATION)"
dotnet restore Syndication.sln --locked-mode -v quiet
dotnet build Syndication.sln -c "$CONFIGURATION" --no-restore -v quiet

step "Tests"
rm -rf "$RESULTS"
mkdir -p "$RESULTS"
tests=0
# The network answers, or does not, while the first tests run.
audit >"$RESULTS/audit.txt" 2>&1 &
auditing=$!
# One assembly after the other: each has servers of its own and as many tests at once as the cores bear; as the programs that
# they are, without a host that looks through each of them twice.
for project in tests/*.Tests; do
  name="Syndication.${project#tests/}"
  # What the cores did tells slow tests from a busy machine.
  TIMEFORMAT="$name: %0R s, of a core %0U + %0S s"
  time run_tests "artifacts/bin/$name/${CONFIGURATION,,}/$name" "$RESULTS/$name" || tests=1
done

step "Audit of dependencies"
vulnerable=0
wait "$auditing" || vulnerable=$?
cat "$RESULTS/audit.txt"

step "Sum"
sum() { # <attribute>: over the counters of every result file
  { grep -ho "<Counters [^>]*" "$RESULTS"/*.trx 2>/dev/null || true; } \
    | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{ n += $1 } END { print n + 0 }'
}
passed=$(sum passed)
skipped=$(($(sum total) - $(sum executed)))
failed=$(($(sum executed) - passed))
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$tests" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && [ "$vulnerable" -eq 0 ]
