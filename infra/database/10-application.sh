#!/bin/sh
# Run once by the PostgreSQL image, in a new data folder: the application owns its database and nothing else.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set=password="$APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE exemplar LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE exemplar OWNER exemplar TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE CONNECT ON DATABASE exemplar FROM PUBLIC;
SQL
