#!/bin/sh
# Writes the passwords and tokens of the stack into /secrets, a file each, and keeps those that are there: there is no
# default password. Files are readable by all, as each container runs as somebody else; who gets them is who mounts them.
set -eu
umask 022

# keep NAME [VALUE]: VALUE, or a random word.
keep() {
  [ -s "/secrets/$1" ] && return
  value=${2:-$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')}
  printf %s "$value" >"/secrets/$1"
}

for name in postgres_password reader_password gateway_token api_token metrics_token grafana_token grafana_app_token; do
  keep "$name"
done
keep grafana_admin_password "${GRAFANA_ADMIN_PASSWORD:-}"

read_secret() { cat "/secrets/$1"; }
keep database_url "postgres://lens:$(read_secret postgres_password)@postgres:5432/lens"
keep api_tokens "prometheus:metrics:$(read_secret metrics_token),grafana:read:$(read_secret grafana_token),grafana-app:read+reveal+score:$(read_secret grafana_app_token)"
