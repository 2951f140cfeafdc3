#!/bin/sh
# The whole stack by Docker Compose: gateway, PostgreSQL, Redis, Grafana, Tempo, Loki, Alloy, Prometheus.
set -eu
cd "$(dirname "$0")/.."
export COMPOSE_PROFILES=observability

usage() {
  cat <<'TEXT'
scripts/observability.sh up [-d]   starts everything and says where it is; with -d it goes on in the background
scripts/observability.sh status    what runs, and how it does
scripts/observability.sh down      stops everything; the data stays
scripts/observability.sh clean     stops everything and deletes the data and the passwords, after asking; -y asks nothing
TEXT
}

fail() {
  echo "$1" >&2
  exit 1
}

needs_docker() {
  docker compose version >/dev/null 2>&1 || fail 'This needs Docker with Compose 2.24 or later (docker compose version). docs/grafana.md says how it goes without Docker.'
  docker info >/dev/null 2>&1 || fail 'Docker does not answer: start it, or check that you may use it (docker info).'
}

where() {
  password=$(docker compose exec -T grafana cat /secrets/grafana_admin_password)
  cat <<TEXT

Grafana  http://127.0.0.1:3000   user admin, password $password
Gateway  http://127.0.0.1:8080   set it as the base URL of your client
Pages    $(docker compose exec -T gateway node dist/signInLink.js)
TEXT
}

case "${1:-}" in
  up)
    needs_docker
    if [ "${2:-}" = -d ]; then
      docker compose up -d --build --wait
      where
    else
      docker compose up --build
    fi
    ;;
  status)
    needs_docker
    docker compose ps --all
    ;;
  down)
    needs_docker
    docker compose down
    ;;
  clean)
    needs_docker
    if [ "${2:-}" != -y ]; then
      printf 'This deletes every recorded call, trace, log line and password of the stack. Go on? [y/N] '
      read -r answer
      [ "$answer" = y ] || fail 'Nothing was deleted.'
    fi
    docker compose down --volumes --remove-orphans
    ;;
  -h | --help)
    usage
    ;;
  *)
    usage >&2
    exit 2
    ;;
esac
