#!/bin/sh
# Grafana's provisioning reads variables alone: this gives it those that observability/secrets.sh wrote as files.
set -eu
LENS_READER_PASSWORD=$(cat /secrets/reader_password)
LENS_GRAFANA_TOKEN=$(cat /secrets/grafana_token)
LENS_GRAFANA_APP_TOKEN=$(cat /secrets/grafana_app_token)
export LENS_READER_PASSWORD LENS_GRAFANA_TOKEN LENS_GRAFANA_APP_TOKEN
exec /run.sh "$@"
