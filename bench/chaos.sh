#!/usr/bin/env bash
# Builds this tree, runs it as in production, kills its parts with -9, and compares what is left: see README.md.
# --help lists the options.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
(cd "$root" && mvn -q -B -Dlauncher -Dmaven.test.skip package) || exit 2
exec java -Xmx512m -Dbench.root="$root" -Djourney.config="$root/config.yml" \
  -Djourney.sandbox.classpath="$root/sandbox/target/classes:$(cat "$root/sandbox/target/classpath")" \
  -cp "$root/bench/target/classes:$(cat "$root/bench/target/classpath")" org.patientjourney.bench.chaos.ChaosMain "$@"
