#!/usr/bin/env bash
# Says of each part of the local stack: up or down, its pid, its address, ready or not. Ends with 0 only if all are ready.
set -euo pipefail
# shellcheck source=deploy/local/lib.sh
. "$(dirname "$0")/lib.sh"

all=0
printf '%-9s %-5s %-8s %-22s %s\n' part state pid address ready
for part in "${PARTS[@]}"; do
  pid=$(pid_of "$part")
  state=down ready=no
  if [ -n "$pid" ]; then
    state=up
    if is_ready "$part"; then ready=yes; fi
  fi
  [ "$ready" = yes ] || all=1
  printf '%-9s %-5s %-8s %-22s %s\n' "$part" "$state" "${pid:--}" "127.0.0.1:${PORT[$part]}" "$ready"
done
exit "$all"
