#!/bin/sh
# What NAME_FILE names is read into NAME, as in PostgreSQL's images: a password then stands in no description of a container.
set -eu
names='DATABASE_URL|REDIS_URL|SENTRY_DSN|OPENAI_API_KEY|ANTHROPIC_API_KEY|LENS_[A-Z_]*|LOKI_[A-Z]*|TEMPO_TOKEN|GRAFANA_TOKEN'
for name in $(env | sed -nE "s/^($names)_FILE=.*/\1/p"); do
  eval "file=\${${name}_FILE}"
  [ -r "$file" ] || {
    echo "${name}_FILE names $file, which can't be read." >&2
    exit 1
  }
  value=$(cat "$file")
  export "$name=$value"
  unset "${name}_FILE"
done
exec "$@"
