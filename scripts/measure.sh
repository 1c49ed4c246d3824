# shellcheck shell=bash
# Keeps measured times by name, and prints their medians as a table and as JSON.

SAMPLES=""
ROWS=()

begin_measuring() {
  SAMPLES=$SCRATCH/samples
  mkdir -p "$SAMPLES"
}

# sample NAME VALUE
sample() { echo "$2" >>"$SAMPLES/$1"; }

# timed NAME DOCKER-EXEC-OPTION... -- COMMAND...: runs a command in the runner's container, and keeps the
# microseconds that it took, measured there.
timed() {
  local name=$1 options=() took
  shift
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  # shellcheck disable=SC2016 # for the runner's shell
  took=$(docker exec "${options[@]}" "$RUNNER" bash -c '
    began=$EPOCHREALTIME
    "$@" >/tmp/said 2>&1 || { cat /tmp/said >&2; exit 1; }
    ended=$EPOCHREALTIME
    echo $((${ended//[!0-9]/} - ${began//[!0-9]/}))' bench "$@") || die "$name (its output is above)"
  sample "$name" "$took"
}

# median NAME
median() { sort -n "$SAMPLES/$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

milliseconds() { awk -v "us=$1" 'BEGIN { printf "%.0f", us / 1000 }'; }

# row TEXT UNIT VALUE RATIO-OR-EMPTY TARGET
row() { ROWS+=("$1|$2|$3|$4|$5"); }

# row_of TEXT NAME REFERENCE-NAME TARGET: a median, and its ratio to another.
row_of() {
  local ratio=""
  [ -z "$3" ] || ratio=$(awk -v "a=$(median "$2")" -v "b=$(median "$3")" 'BEGIN { printf "%.2f", a / b }')
  row "$1" ms "$(milliseconds "$(median "$2")")" "$ratio" "$4"
}

# row_beyond TEXT NAME REFERENCE-NAME TARGET: the difference between two medians.
row_beyond() { row "$1" ms "$(milliseconds $(($(median "$2") - $(median "$3"))))" "" "$4"; }

print_table() {
  local text unit value ratio target line
  printf '\n  %-66s %12s %7s  %s\n' "" measured ratio target
  for line in "${ROWS[@]}"; do
    IFS='|' read -r text unit value ratio target <<<"$line"
    printf '  %-66s %12s %7s  %s\n' "$text" "$value $unit" "$ratio" "$target"
  done
  echo
}

# print_json RUNS
print_json() {
  local text unit value ratio target line separator=""
  printf '{"engine": "%s", "cpus": %d, "load": %s, "runs": %d, "rows": [' \
    "$(engine_version)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" "$1"
  for line in "${ROWS[@]}"; do
    IFS='|' read -r text unit value ratio target <<<"$line"
    printf '%s\n  {"what": "%s", "unit": "%s", "value": %s, "ratio": %s, "target": "%s"}' \
      "$separator" "$text" "$unit" "$value" "${ratio:-null}" "$target"
    separator=,
  done
  printf '\n]}\n'
}
