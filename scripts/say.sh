# shellcheck shell=bash
# Output for the user, background jobs, and clean-up at the end. Sourced by ./demo, ./verify and ./bench.

STARTED_AT=$EPOCHREALTIME
SCRATCH=""
CLEANUPS=()

# Seconds with one decimal since $1 (default: since the script began).
elapsed() {
  local since=${1:-$STARTED_AT} now=$EPOCHREALTIME tenths
  # EPOCHREALTIME holds the locale's decimal mark: keep the digits alone.
  tenths=$(((${now//[!0-9]/} - ${since//[!0-9]/}) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

say() { printf '[%6s s] %s\n' "$(elapsed)" "$*"; }
chapter() { printf '\n[%6s s] == %s\n' "$(elapsed)" "$*"; }

# Marks the output of a tool, so that it differs from the script's own.
quote() { sed 's/^/             | /'; }

# die WHAT-FAILED [WHAT-TO-DO]
die() {
  printf '\n[%6s s] FAILED: %s\n' "$(elapsed)" "$1" >&2
  [ $# -lt 2 ] || printf '             %s\n' "$2" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# at_exit COMMAND...: runs the command when the script ends, however it ends. The latest one runs first.
at_exit() { CLEANUPS+=("$*"); }

run_cleanups() {
  local status=$? i
  trap - EXIT
  trap '' INT TERM HUP
  set +e
  for ((i = ${#CLEANUPS[@]} - 1; i >= 0; i--)); do
    ${CLEANUPS[i]}
  done
  exit "$status"
}

# Makes a directory for this run. It is under /tmp, because the engine must see it at the same path.
make_scratch() {
  SCRATCH=$(mktemp -d /tmp/dood-network-action.XXXXXX)
  mkdir "$SCRATCH/log"
  at_exit remove_scratch
}

remove_scratch() {
  rm -rf "$SCRATCH" || say "left behind: $SCRATCH"
}

begin() {
  trap run_cleanups EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  make_scratch
}

# --- Background jobs, each with its output in a file --------------------------------

declare -A JOB_PID=() JOB_STARTED=()
at_exit stop_jobs

# start_job NAME COMMAND...
start_job() {
  local name=$1
  shift
  # The job gets its own process group, so that stop_jobs can stop its child processes as well.
  set -m
  "$@" >"$(job_log "$name")" 2>&1 </dev/null &
  JOB_PID[$name]=$!
  set +m
  JOB_STARTED[$name]=$EPOCHREALTIME
}

job_log() { printf '%s/log/%s' "$SCRATCH" "${1//[^A-Za-z0-9.]/-}"; }

# wait_job NAME: waits for a job. Shows its progress, and its last lines of output if it fails.
wait_job() {
  local name=$1 pid=${JOB_PID[$1]} since=${JOB_STARTED[$1]} seconds next_line
  seconds=$(elapsed "$since")
  next_line=$((${seconds%.*} + 10))
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    seconds=$(elapsed "$since")
    if [ "${seconds%.*}" -ge "$next_line" ]; then
      next_line=$((${seconds%.*} + 10))
      say "  $name: $seconds s so far … $(last_line "$(job_log "$name")")"
    fi
  done
  unset "JOB_PID[$name]"
  if wait "$pid"; then
    say "  $name: done after $(elapsed "$since") s"
    return
  fi
  tail -n 40 "$(job_log "$name")" | quote >&2
  die "$name (its last lines of output are above)"
}

# last_line FILE: the last line that is not blank, without colours.
last_line() {
  tail -n 20 "$1" | tr '\r' '\n' | sed 's/\x1b\[[0-9;]*[A-Za-z]//g' | tr -cd '[:print:]\n' |
    grep -v '^ *$' | tail -n 1 | cut -c1-90 || true
}

run_job() {
  start_job "$@"
  wait_job "$1"
}

stop_jobs() {
  local name
  for name in "${!JOB_PID[@]}"; do
    kill -TERM -- "-${JOB_PID[$name]}" 2>/dev/null
    wait "${JOB_PID[$name]}" 2>/dev/null
  done
}

# eventually SECONDS COMMAND...: repeats the command until it succeeds. Fails after that many seconds.
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}
