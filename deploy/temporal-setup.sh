#!/bin/sh
# Schema and namespace of Temporal, in the image temporalio/admin-tools. Waits for PostgreSQL, then for Temporal; may run again.
set -eu
export SQL_PASSWORD
SQL_PASSWORD=$(cat /run/secrets/temporal_password)

sql() { # database, command
  database=$1
  shift
  temporal-sql-tool --plugin postgres12 --ep postgresql -p 5432 -u temporal --db "$database" "$@"
}

schema() { # database, its schema
  until sql "$1" update-schema --schema-name "postgresql/v12/$2" >/tmp/log 2>&1; do
    sql "$1" setup-schema -v 0.0 >>/tmp/log 2>&1 || { echo "temporal-setup: $1 is not ready: $(tail -n 1 /tmp/log)"; sleep 2; }
  done
  echo "temporal-setup: the schema of $1 is up to date"
}

schema temporal temporal
schema temporal_visibility visibility
until temporal operator cluster health; do sleep 2; done
until temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; do
  temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention 90d || sleep 2
done
echo "temporal-setup: namespace $TEMPORAL_NAMESPACE is there"
