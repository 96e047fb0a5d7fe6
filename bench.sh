#!/usr/bin/env bash
# Figures as JSON lines, {name, value, unit, baseline, ratio, reference}: each beside its reference from the same run.
#   ./bench.sh [formats|hostile|ingest|feeds|latency|batch] [embedded|real]    without words: all of it, about fifteen minutes
#   ./bench.sh ingest [storing|polling|relaying]           what Ingest does by itself, or a part of it
#   ./bench.sh feeds [serving|holding]                     feeds beside nginx; 100,000 articles in 10,000 feeds
#   ./bench.sh push crypto                                 push messages encrypted by one core, beside openssl speed
#   ./bench.sh push fan                                    one alert to 200,000 readers, a million stored, 20 first pushes
#   ./bench.sh push due                                    200,000 deliveries due at one instant, on either database
#   ./bench.sh hub                                        one change to 10,000 callbacks, beside a bare HttpClient loop
#   ./bench.sh hub last                                    from an article to the last of 1,000 callbacks
#   ./bench.sh hub stream                                  one alert to 10,000 and 20,000 live readers, their memory, the drain
#   ./bench.sh feeds million [articles]                    a million articles in Redis: some minutes, 2 GB of memory and disk
#   ./bench.sh feeds outage                                a minute without Redis, frozen, then killed
#   ./bench.sh million                                     a million articles on either database: eight minutes, some GB of disk
#   ./bench.sh fuzz [seconds] [seed]                       spoilt documents, read until one goes wrong
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build tests/Benchmarks -c Release -v quiet --nologo >&2
exec dotnet artifacts/bin/Syndication.Benchmarks/release/Syndication.Benchmarks.dll "$@"
