# What backup and restore are told, by the same variables as a node; sourced by them.
# Needed: pg_dump and pg_restore, at least of the server's version; rsync for a folder, the AWS CLI for a bucket.

say() { echo "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

needs() {
  for program; do
    command -v "$program" >/dev/null || stop "$program is needed and is not installed."
  done
}

read_database() {
  : "${SORREL_DATABASE_URL:?is not set. The embedded database is copied with its data folder while Sorrel is stopped, see deploy/README.md}"
  case $SORREL_DATABASE_URL in
    jdbc:postgresql://*) ;;
    *) stop "SORREL_DATABASE_URL has to be jdbc:postgresql://host:port/name." ;;
  esac
  # The address as PostgreSQL's own programs write it; the password is for the environment alone.
  database=${SORREL_DATABASE_URL#jdbc:}
  export PGUSER="${SORREL_DATABASE_USER:-${PGUSER:-sorrel}}"
  [ -z "${SORREL_DATABASE_PASSWORD:-}" ] || export PGPASSWORD="$SORREL_DATABASE_PASSWORD"
}

read_blobs() {
  data=${SORREL_DATA_FOLDER:-$HOME/.sorrel}
  case ${SORREL_BLOBS_KIND:-folder} in
    folder)
      needs rsync
      folder=${SORREL_BLOBS_FOLDER:-$data/blobs}
      bucket=
      ;;
    s3)
      needs aws
      : "${SORREL_BLOBS_BUCKET:?is not set}"
      folder=
      bucket=s3://$SORREL_BLOBS_BUCKET/${SORREL_BLOBS_PREFIX:+${SORREL_BLOBS_PREFIX%/}/}
      export AWS_DEFAULT_REGION="${SORREL_BLOBS_REGION:-us-east-1}"
      [ -z "${SORREL_BLOBS_ENDPOINT:-}" ] || export AWS_ENDPOINT_URL="$SORREL_BLOBS_ENDPOINT"
      [ -z "${SORREL_BLOBS_ACCESS_KEY:-}" ] || export AWS_ACCESS_KEY_ID="$SORREL_BLOBS_ACCESS_KEY"
      [ -z "${SORREL_BLOBS_SECRET_KEY:-}" ] || export AWS_SECRET_ACCESS_KEY="$SORREL_BLOBS_SECRET_KEY"
      ;;
    *) stop "SORREL_BLOBS_KIND has to be folder or s3." ;;
  esac
}
