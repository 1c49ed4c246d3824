# shellcheck shell=bash
# The tool shellcheck over every script of the project, wherever it can be had.

SCRIPTS_TO_CHECK=(demo verify bench .ci/run scripts/*.sh scripts/images/*/*.sh scripts/images/engine/start-engine
  entrypoint.sh keep-route runtime/link runtime/train)

check_scripts() {
  if ! has shellcheck && [ "$(id -u)" -eq 0 ] && has apt-get; then
    run_job "installing shellcheck" install_packages shellcheck
    hash -r
  fi
  # Severity: what is below a warning differs from release to release. SC2187: that it checks
  # Busybox's shell as if it were dash.
  local check=(shellcheck --external-sources --source-path=SCRIPTDIR:. --severity=warning --exclude=SC2187
    "${SCRIPTS_TO_CHECK[@]}")
  if has shellcheck; then
    "${check[@]}" || die "shellcheck found the above"
  else
    run_job "image with shellcheck" build_shellcheck_image
    docker run --rm --label "$OURS.demo" -v "$PWD:$PWD:ro" -w "$PWD" "$OURS/shellcheck" "${check[@]}" ||
      die "shellcheck found the above"
  fi
  say "shellcheck: ${#SCRIPTS_TO_CHECK[@]} scripts are clean"
}

build_shellcheck_image() {
  docker build --tag "$OURS/shellcheck" - <<EOF
FROM $DOOD_BASE_IMAGE
RUN apt-get update && apt-get install -y --no-install-recommends shellcheck && rm -rf /var/lib/apt/lists/*
EOF
}
