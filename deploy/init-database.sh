#!/bin/sh
# Run once, by the image of PostgreSQL on an empty volume: the two roles, and the database that the first one owns.
set -eu
psql --set ON_ERROR_STOP=1 --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" \
	--username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE scopekeeper_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE scopekeeper_app LOGIN PASSWORD :'app_password';
CREATE DATABASE scopekeeper OWNER scopekeeper_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE scopekeeper FROM PUBLIC;
GRANT CONNECT ON DATABASE scopekeeper TO scopekeeper_app;
SQL
