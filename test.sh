#!/usr/bin/env bash
# Everything a newcomer needs to know that the house stands: fetches what is missing, builds, runs every test.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Everything here lives for a minute or two: code that is profiled to be made fast later costs a tenth and is never worth it.
export DOTNET_TieredPGO=0
readonly CONFIGURATION=Release
readonly RESULTS="$PWD/artifacts/test-results"
# The longest assembly takes a few minutes; one that hangs must not keep the sum from being told.
readonly LONGEST="${TEST_LONGEST:-45m}"

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

counters() { # <attribute> <result files>: summed over them
  local name=$1
  shift
  { grep -ho "<Counters [^>]*" "$@" 2>/dev/null || true; } \
    | sed -n "s/.* $name=\"\([0-9]*\)\".*/\1/p" | awk '{ n += $1 } END { print n + 0 }'
}

# Why an assembly's results cannot be believed, whatever it answered; nothing where they can.
broken_off() { # <exit code> <result file>
  case $1 in
    124 | 137) echo "killed, or still running after $LONGEST" ;;
    129 | 13[0-9] | 14[0-9]) echo "ended by signal $(($1 - 128))" ;;
    *)
      if [ ! -s "$2" ] || ! grep -q '<Counters ' "$2"; then
        echo "no results (exit code $1)"
      elif [ "$(counters executed "$2")" -eq 0 ]; then
        echo "no test was executed (exit code $1)"
      fi
      ;;
  esac
}

# What the services log meanwhile is kept beside the results; of it only what failed is shown.
run_tests() { # <name> <program> <results without their ending>
  local code=0 why
  # In the foreground: Ctrl-C ends the tests, too.
  timeout --foreground -k 10 "$LONGEST" "$2" -noLogo -noColor -reporter quiet -trx "$3.trx" </dev/null >"$3.log" 2>&1 || code=$?
  why=$(broken_off "$code" "$3.trx")
  [ -z "$why" ] || echo "$1: $why" | tee -a "$BROKEN"
  [ "$code" -ne 0 ] || [ -n "$why" ] || return 0
  grep -A 40 '\[FAIL\]\|^Unhandled exception' "$3.log" || tail -n 40 "$3.log"
  echo "all of it: $3.log"
  return 1
}

run_all() { # <projects>: one after the other; what the cores did tells slow tests from a busy machine
  local project name failed=0 TIMEFORMAT
  for project; do
    name="Syndication.${project#tests/}"
    TIMEFORMAT="$name: %0R s, of a core %0U + %0S s"
    time run_tests "$name" "artifacts/bin/$name/${CONFIGURATION,,}/$name" "$RESULTS/$name" || failed=1
  done
  return "$failed"
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
# Assemblies whose results cannot be believed, and why.
readonly BROKEN="$RESULTS/broken-off.txt"
: >"$BROKEN"
tests=0
# The network answers, or does not, while the first tests run.
audit >"$RESULTS/audit.txt" 2>&1 &
auditing=$!
# One assembly after the other: each has servers of its own and as many tests at once as the cores bear; as the programs that
# they are, without a host that looks through each of them twice. The small ones run beside the one that mostly waits.
longest=tests/Notifier.Tests
small=(tests/{Formats,Hosting,Standalone}.Tests)
others=()
for project in tests/*.Tests; do
  [[ " ${small[*]} $longest " == *" $project "* ]] || others+=("$project")
done
run_all "${others[@]}" || tests=1
run_all "${small[@]}" &
beside=$!
run_all "$longest" || tests=1
wait "$beside" || tests=1

step "Audit of dependencies"
vulnerable=0
wait "$auditing" || vulnerable=$?
cat "$RESULTS/audit.txt"

step "Sum"
passed=$(counters passed "$RESULTS"/*.trx)
executed=$(counters executed "$RESULTS"/*.trx)
skipped=$(($(counters total "$RESULTS"/*.trx) - executed))
failed=$((executed - passed))
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
[ ! -s "$BROKEN" ] || line="$line, $(wc -l <"$BROKEN") broken off"
cat "$BROKEN"
echo "$line"
[ "$tests" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && [ ! -s "$BROKEN" ] && [ "$vulnerable" -eq 0 ]
