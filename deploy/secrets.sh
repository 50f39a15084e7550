#!/usr/bin/env bash
# Makes .env and the folder secrets for docker-compose.yml, with random passwords and keys, unless they are there.
# secrets/keys.properties has the bearer keys of the API, of which the engine knows hashes only: no container reads it.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -e secrets ] || [ -e .env ]; then
  echo "secrets.sh: secrets or .env is there already: nothing is changed" >&2
  exit 1
fi
mkdir -m 700 secrets # the files are readable by the users of all containers, the folder only by this one

random() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

for name in postgres_password migrator_password database_password temporal_password clinic_juniper_key clinic_cedar_key; do
  random 24 >"secrets/$name"
done
head -c 32 /dev/urandom | base64 >secrets/encryption_key
cp .env.example .env
for role in backend operations compliance care dispensing; do
  key=$(random 24)
  echo "$role=$key" >>secrets/keys.properties
  hash=$(printf %s "$key" | sha256sum | cut -d ' ' -f 1)
  variable=JOURNEY_$(printf %s "$role" | tr '[:lower:]' '[:upper:]')_KEY_HASH
  sed "s/^$variable=.*/$variable=$hash/" .env >.env.new
  mv .env.new .env
done
chmod 444 secrets/*
chmod 400 secrets/keys.properties
echo "secrets.sh: made secrets/ and .env. Keep secrets/encryption_key: losing it loses the record."
