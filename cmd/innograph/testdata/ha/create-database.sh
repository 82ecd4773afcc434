# Patroni runs this once, on the first primary, with the address of the new
# cluster: the role and the database that innograph uses. psql quotes the password.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set password="$INNOGRAPH_PASSWORD" "$1" <<'SQL'
SET password_encryption = 'scram-sha-256';
CREATE ROLE innograph LOGIN PASSWORD :'password';
CREATE DATABASE innograph OWNER innograph;
SQL
