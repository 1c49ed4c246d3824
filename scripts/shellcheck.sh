# shellcheck shell=bash
# Runs shellcheck on every script of the project; in a container, if it cannot be installed.

SCRIPTS_TO_CHECK=(demo verify lint bench release .ci/run scripts/*.sh scripts/images/*/*.sh scripts/images/engine/start-engine
  examples/runner/start entrypoint.sh keep-route runtime/link runtime/papers runtime/train runtime/with-engine)

check_scripts() {
  if ! has shellcheck && [ "$(id -u)" -eq 0 ] && has apt-get; then
    run_job "installing shellcheck" install_packages shellcheck
    hash -r
  fi
  # Findings below a warning differ from release to release. SC2187 says that Busybox's shell is checked as
  # dash.
  local check=(shellcheck --external-sources --source-path=SCRIPTDIR:. --severity=warning --exclude=SC2187
    "${SCRIPTS_TO_CHECK[@]}")
  if has shellcheck; then
    "${check[@]}" || die "shellcheck (its findings are above)"
  else
    run_job "image with shellcheck" build_shellcheck_image
    docker run --rm --label "$OURS.demo" -v "$PWD:$PWD:ro" -w "$PWD" "$OURS/shellcheck" "${check[@]}" ||
      die "shellcheck (its findings are above)"
  fi
  say "shellcheck: ${#SCRIPTS_TO_CHECK[@]} scripts are clean"
}

build_shellcheck_image() {
  docker build --tag "$OURS/shellcheck" - <<EOF
FROM $DOOD_BASE_IMAGE
RUN apt-get update && apt-get install -y --no-install-recommends shellcheck && rm -rf /var/lib/apt/lists/*
EOF
}
