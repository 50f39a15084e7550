#!/usr/bin/env bash
# Builds the Dockerfile and runs docker-compose.yml with its sandbox, unchanged, on a Debian machine without an image registry:
# podman, with stand-ins made of Debian's packages and bench/cluster.sh's tools under the names of the images. Needs root.
# Orders an exam, waits for its approval, kills and restarts services, starts them in the wrong order, stops them. With the
# word "install" it only installs what it needs (the first time: minutes, of which most build Temporal's server).
# Not rehearsed: the real images, their network (here it is the host's), health checks (podman runs them by systemd), the UI.
set -euo pipefail
cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/patient-journey
work=$(mktemp -d)
podman=(podman --runtime runc --cgroup-manager cgroupfs)
limits=(--ulimit nofile=4096:4096 --ulimit nproc=4096:4096)
services=(postgresql temporal temporal-setup sandbox api relay worker)

install_tools() {
  if ! { command -v podman && command -v runc && command -v debootstrap; } >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq podman runc debootstrap >/dev/null
  fi
  [ -x "$cache/compose/bin/podman-compose" ] || {
    python3 -m venv "$cache/compose"
    "$cache/compose/bin/pip" install -q --disable-pip-version-check podman-compose==1.6.0
  }
  bench/cluster.sh --version
  "${podman[@]}" image exists localhost/debian-standin:bookworm || {
    debootstrap --variant=minbase bookworm "$work/rootfs" >"$work/debootstrap.log"
    tar --one-file-system -C "$work/rootfs" -c . | "${podman[@]}" import -q - localhost/debian:bookworm
    rm -rf "$work/rootfs"
    mkdir "$work/image"
    printf 'FROM localhost/debian:bookworm\nRUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless maven postgresql-15 procps ca-certificates\n' >"$work/image/Dockerfile"
    # With this machine's package sources and certificates.
    "${podman[@]}" build -q --isolation chroot "${limits[@]}" -v /etc/apt:/etc/apt:O -v /etc/ssl/certs:/etc/ssl/certs:O -t localhost/debian-standin:bookworm "$work/image" >/dev/null
    rm -rf "$work/image"
  }
}

image_of() { # a part of its name, as docker-compose.yml and Dockerfile have it, without a registry
  sed -n "s|.*docker.io/\(\S*$1\S*\).*|\1|p" docker-compose.yml Dockerfile | head -n 1
}

stand_in() { # part of a name, Dockerfile instructions on standard input
  mkdir -p "$work/image"
  { echo "FROM localhost/debian-standin:bookworm"; cat; } >"$work/image/Dockerfile"
  "${podman[@]}" build -q --isolation chroot "${limits[@]}" -t "docker.io/$(image_of "$1")" "$work/image" >/dev/null
  rm -rf "$work/image"
}

make_stand_ins() {
  mkdir -p "$work/image"
  cat >"$work/image/entrypoint" <<'SH'
#!/bin/bash
# What docker-compose.yml uses of the image postgres: POSTGRES_PASSWORD_FILE, scripts run once, port 5432.
set -eu
data=/var/lib/postgresql/data bin=/usr/lib/postgresql/15/bin
if [ ! -f "$data/done" ]; then
  mkdir -p "$data"
  chown postgres "$data"
  as() { runuser -u postgres -- "$@"; }
  as "$bin/initdb" -D "$data" --auth-local trust --auth-host scram-sha-256 --pwfile "$POSTGRES_PASSWORD_FILE" >/dev/null
  as "$bin/pg_ctl" -s -w -D "$data" -o "-h '' -k /tmp" start
  for script in /docker-entrypoint-initdb.d/*; do PGHOST=/tmp bash "$script"; done
  as "$bin/pg_ctl" -s -w -D "$data" stop
  touch "$data/done"
fi
exec runuser -u postgres -- "$bin/postgres" -D "$data" -h 127.0.0.1 -k /tmp
SH
  stand_in postgres: <<'TXT'
COPY --chmod=755 entrypoint /entrypoint
ENTRYPOINT ["/entrypoint"]
TXT
  mkdir -p "$work/image"
  cp "$cache/server" "$work/image/temporal-server"
  cp "$cache/sql" "$work/image/temporal-sql-tool"
  cp "$cache/cli/bin/temporal" "$work/image/temporal"
  printf '#!/bin/sh\nexec temporal-server start\n' >"$work/image/entrypoint.sh"
  cp -r "$work/image" "$work/admin"
  stand_in temporalio/server <<'TXT'
COPY --chmod=755 temporal-server /usr/local/bin/
COPY --chmod=755 entrypoint.sh /etc/temporal/entrypoint.sh
RUN useradd temporal
USER temporal
TXT
  mv "$work/admin" "$work/image"
  stand_in temporalio/admin-tools <<'TXT'
COPY --chmod=755 temporal temporal-sql-tool /usr/local/bin/
RUN useradd temporal
USER temporal
TXT
  stand_in maven: </dev/null
  stand_in eclipse-temurin:17.0 </dev/null
}

# The same file on the host's network: other ports, and the services' names lead to this machine.
override() {
  local hosts='["postgresql:127.0.0.1", "temporal:127.0.0.1", "sandbox:127.0.0.1", "api:127.0.0.1"]' service
  echo "services:"
  for service in "${services[@]}"; do
    printf '  %s:\n    network_mode: host\n    extra_hosts: %s\n' "$service" "$hosts"
    case $service in
      relay) printf '    environment: {JOURNEY_PORT: 8082, JOURNEY_ADMIN_PORT: 8083}\n' ;;
      worker) printf '    environment: {JOURNEY_PORT: 8084, JOURNEY_ADMIN_PORT: 8085}\n' ;;
      temporal) printf '    environment: {BIND_ON_IP: 127.0.0.1, TEMPORAL_BROADCAST_ADDRESS: 127.0.0.1}\n' ;;
    esac
  done
}

compose() {
  "$cache/compose/bin/podman-compose" --podman-args "${podman[*]:1}" --podman-run-args "${limits[*]}" \
    -f docker-compose.yml -f "$work/override.yml" --profile sandbox "$@" >>"$work/compose.log" 2>&1
}

await() { # what, seconds, a command
  local what=$1 until=$((SECONDS + $2)) began=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$until" ]; then
      echo "rehearsal: FAILED: $what"
      tail -n 30 "$work/compose.log"
      for service in "${services[@]}"; do
        echo "--- $service"
        "${podman[@]}" logs "patient-journey_${service}_1" 2>&1 | tail -n 15
      done
      exit 1
    fi
    sleep 0.5
  done
  echo "rehearsal: $what: after $((SECONDS - began)) s"
}

is_ready() { # admin port
  curl -fsS "http://127.0.0.1:$1/ready"
}

order() { # order id
  curl -fsS -H "Authorization: Bearer $key" -H 'Content-Type: application/json' http://127.0.0.1:8080/orders -d '{
    "orderId": "'"$1"'", "clinic": "juniper",
    "patient": { "id": "C-'"$1"'", "firstName": "Test", "lastName": "Approve", "email": "'"$1"'@example.org",
                 "phone": "202-555-0147", "dateOfBirth": "1990-04-01", "state": "TE" },
    "exams": [ { "examId": 5101 } ] }' >/dev/null
}

is_approved() { # order id
  curl -fsS -H "Authorization: Bearer $key" "http://127.0.0.1:8080/journeys/juniper:$1:5101" | grep -q '"stage":"APPROVED"'
}

end() {
  compose down -v || true
  rm -rf "$work"
}

install_tools
make_stand_ins
if [ "${1:-}" = install ]; then
  rm -rf "$work"
  exit
fi
mkdir "$work/checkout"
tar --exclude=target --exclude=.git --exclude=.env --exclude=secrets --exclude=.journey -c . | tar -x -C "$work/checkout"
cd "$work/checkout"
trap end EXIT
override >"$work/override.yml"
for target in engine sandbox; do
  image=$([ $target = engine ] && echo patient-journey || echo patient-journey-sandbox)
  "${podman[@]}" build --format docker --isolation chroot "${limits[@]}" -v "$HOME/.m2:/root/.m2" --target $target -t "$image:0.1.0" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
  echo "rehearsal: built $image"
done
deploy/secrets.sh
key=$(sed -n 's/^operations=//p' secrets/keys.properties)

compose up -d --no-build worker relay api
compose up -d --no-build sandbox temporal
compose up -d --no-build temporal-setup
compose up -d --no-build postgresql
await "the API is ready, PostgreSQL started last" 180 is_ready 8081
await "the relay is ready" 120 is_ready 8083
await "the worker is ready" 120 is_ready 8085
order R-1
await "an exam is approved by the sandbox" 60 is_approved R-1
"${podman[@]}" exec patient-journey_api_1 java -jar journey-server.jar preflight config.yml
"${podman[@]}" exec patient-journey_api_1 sh -c 'id -u; ! touch /opt/journey/written' 2>/dev/null
"${podman[@]}" exec patient-journey_api_1 /opt/journey/ready

for service in worker temporal postgresql; do
  "${podman[@]}" kill -s KILL "patient-journey_${service}_1" >/dev/null
  compose up -d --no-build "$service" # as Docker does by itself
  await "the API is ready after kill -9 of $service" 60 is_ready 8081
  await "an order is taken" 60 order "R-$service"
  await "its exam is approved" 120 is_approved "R-$service"
done
began=$SECONDS
compose stop api relay worker
echo "rehearsal: the engine stopped in $((SECONDS - began)) s"
echo "rehearsal: passed"
