#!/bin/bash
# Roles and databases of the record and of Temporal; the image of PostgreSQL runs it once, with an empty volume.
set -euo pipefail
secret() { cat "/run/secrets/$1"; }
psql -v ON_ERROR_STOP=1 --username postgres \
  -v migrator="$(secret migrator_password)" -v application="$(secret database_password)" -v temporal="$(secret temporal_password)" <<'SQL'
create role journey_migrator login password :'migrator';
create role journey_app login password :'application';
create role temporal login password :'temporal';
create database journey owner journey_migrator;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
