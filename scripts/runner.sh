# shellcheck shell=bash
# Simulates a containerised self-hosted runner: the docker commands run inside its container, with the options
# that actions/runner gives them.

RUN_ID=$(od -An -N4 -tx1 /dev/urandom | tr -d ' ')
RUNNER=dood-network-action-runner-$RUN_ID
RUNNER_LABEL=${RUN_ID:0:6}
# The label of every container and network that this run creates.
RUN_LABEL=dood-network-action.demo=$RUN_ID

hex() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

in_runner() { docker exec "$RUNNER" "$@"; }

# start_runner WORK-DIRECTORY HOSTNAME [OPTION...]
start_runner() {
  local hostname=$2
  WORK=$1
  shift 2
  mkdir -p "$WORK"
  at_exit remove_what_the_run_made
  docker run --detach --name "$RUNNER" --hostname "$hostname" --label "$RUN_LABEL" "$@" \
    --volume "$ENGINE_SOCKET":/var/run/docker.sock --volume "$WORK:$WORK" \
    "$DOOD_RUNNER_IMAGE" >/dev/null
  WORKSPACE=$WORK/example/example
  in_runner mkdir -p "$WORK/_temp/_github_home" "$WORK/_temp/_github_workflow" \
    "$WORK/_temp/_runner_file_commands" "$WORKSPACE"
  in_runner sh -c "echo '{}' >'$WORK/_temp/_github_workflow/event.json'"
}

# The runner's step "Initialize containers" creates a network for the job, and the service on it.
create_job_network() {
  JOB_NETWORK=github_network_$(hex 16)
  in_runner docker network create --label "$RUNNER_LABEL" --label "$RUN_LABEL" "$JOB_NETWORK" >/dev/null
}

# start_service ALIAS IMAGE OPTION...
start_service() {
  local alias=$1 image=$2
  shift 2
  SERVICE=$(hex 16)_$(tr -cd '[:alnum:]' <<<"${image##*/}")_$(hex 3)
  in_runner docker create --name "$SERVICE" --label "$RUNNER_LABEL" --label "$RUN_LABEL" \
    --network "$JOB_NETWORK" --network-alias "$alias" "$@" \
    -e GITHUB_ACTIONS=true -e CI=true "$image" >/dev/null
  in_runner docker start "$SERVICE" >/dev/null
}

service_health() { in_runner docker inspect --format '{{.State.Health.Status}}' "$SERVICE"; }

wait_for_service() {
  local since=$EPOCHREALTIME health last=""
  while :; do
    health=$(service_health)
    [ "$health" = "$last" ] || say "  the service is $health"
    last=$health
    [ "$health" != healthy ] || return 0
    if [ "$health" = unhealthy ] || [ "$(elapsed "$since" | cut -d. -f1)" -ge 60 ]; then
      in_runner docker logs --tail 20 "$SERVICE" 2>&1 | quote >&2
      die "the service container did not become healthy (its log is above)"
    fi
    sleep 0.3
  done
}

# run_stage ENTRYPOINT [NAME=VALUE...]: runs one stage of the step in the action's container. OUTPUT_FILE and
# STATE_FILE are the file commands that it wrote.
run_stage() {
  prepare_stage "$@"
  docker exec "${STAGE_ENV[@]}" "$RUNNER" "${STAGE_COMMAND[@]}" 2>&1 | quote
}

# prepare_stage ENTRYPOINT [NAME=VALUE...]: sets STAGE_COMMAND, the command by which the runner runs a stage,
# and STAGE_ENV, the options of docker exec that set its environment.
prepare_stage() {
  local entrypoint=$1 uuid commands=$WORK/_temp/_runner_file_commands pair names=()
  shift
  uuid=$(</proc/sys/kernel/random/uuid)
  STATE_FILE=$commands/save_state_$uuid
  OUTPUT_FILE=$commands/set_output_$uuid
  in_runner touch "$STATE_FILE" "$OUTPUT_FILE" "$commands/set_env_$uuid" \
    "$commands/add_path_$uuid" "$commands/step_summary_$uuid"
  # Values reach the container through the environment of the docker command in the runner.
  STAGE_ENV=()
  for pair in "$@" "INPUT_NETWORK=$JOB_NETWORK" INPUT_RUNNER-CONTAINER= INPUT_RUNNER_CONTAINER= \
    HOME=/github/home GITHUB_JOB=demo GITHUB_RUN_ID=1 GITHUB_RUN_NUMBER=1 GITHUB_RUN_ATTEMPT=1 \
    GITHUB_WORKFLOW=demo GITHUB_REPOSITORY=example/example GITHUB_ACTION=__self \
    GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=/github/workflow/event.json \
    GITHUB_WORKSPACE=/github/workspace "GITHUB_STATE=/github/file_commands/save_state_$uuid" \
    "GITHUB_OUTPUT=/github/file_commands/set_output_$uuid" \
    "GITHUB_ENV=/github/file_commands/set_env_$uuid" \
    "GITHUB_PATH=/github/file_commands/add_path_$uuid" \
    "GITHUB_STEP_SUMMARY=/github/file_commands/step_summary_$uuid" \
    RUNNER_NAME=demo RUNNER_OS=Linux RUNNER_ARCH=X64 RUNNER_ENVIRONMENT=self-hosted \
    RUNNER_TEMP=/github/runner_temp "RUNNER_WORKSPACE=${WORKSPACE%/*}" "RUNNER_TOOL_CACHE=$WORK/_tool"; do
    STAGE_ENV+=(-e "$pair")
    names+=(-e "${pair%%=*}")
  done
  STAGE_COMMAND=(docker run --name "dood-network-action_$(hex 3)"
    --label "$RUNNER_LABEL" --workdir /github/workspace --rm
    "${names[@]}" -e GITHUB_ACTIONS=true -e CI=true
    --entrypoint "$entrypoint" --network "$JOB_NETWORK"
    -v "$ENGINE_SOCKET":/var/run/docker.sock
    -v "$WORK/_temp":/github/runner_temp
    -v "$WORK/_temp/_github_home":/github/home
    -v "$WORK/_temp/_github_workflow":/github/workflow
    -v "$commands":/github/file_commands
    -v "$WORKSPACE":/github/workspace
    "$ACTION_IMAGE")
}

# from_action_yml KEY: a value under "runs", which the runner reads before it starts a stage.
from_action_yml() {
  local value
  value=$(sed -n "s/^  $1: *//p" action.yml | sed "s/ *#.*//; s/^[\"']//; s/[\"'] *\$//")
  [ -n "$value" ] || die "action.yml has no $1"
  echo "$value"
}

# parse_file_command FILE PREFIX: reads the entries name=value and name<<delimiter, and sets PARSED to a list of
# PREFIXname=value.
parse_file_command() {
  local line name delimiter value
  PARSED=()
  while IFS= read -r line; do
    if [[ $line =~ ^([^=]+)\<\<(.+)$ ]]; then
      name=${BASH_REMATCH[1]} delimiter=${BASH_REMATCH[2]} value=""
      while IFS= read -r line && [ "$line" != "$delimiter" ]; do
        value+=${value:+$'\n'}$line
      done
      PARSED+=("$2$name=$value")
    elif [[ $line == *=* ]]; then
      PARSED+=("$2$line")
    fi
  done < <(in_runner cat "$1")
}

runner_networks() {
  docker inspect --format '{{range $name, $_ := .NetworkSettings.Networks}} {{$name}}{{end}}' "$RUNNER" | cut -c2-
}

# address_on CONTAINER NETWORK
address_on() {
  docker inspect --format "{{with index .NetworkSettings.Networks \"$2\"}}{{.IPAddress}}{{end}}" "$1"
}

# Some containers of the action have only their signature, which ends in the job's network.
containers_of_this_run() {
  local label signature=dood-network-action.signature
  {
    for label in "$RUN_LABEL" "$RUNNER_LABEL"; do
      docker ps -aq --filter "label=$label"
    done
    docker ps -a --filter "label=$signature" --format "{{.ID}} {{.Label \"$signature\"}}" |
      sed -n "s/ .*\.$JOB_NETWORK\$//p"
  } | sort -u
}
networks_of_this_run() { docker network ls -q --filter "label=$RUN_LABEL"; }

stop_runner() {
  # Files that containers wrote there may belong to root, so they are deleted in a container.
  in_runner find "$WORK" -mindepth 1 -delete
  docker rm --force "$RUNNER" >/dev/null
}

remove_what_the_run_made() {
  local ids
  docker inspect "$RUNNER" >/dev/null 2>&1 && stop_runner
  ids=$(containers_of_this_run)
  # shellcheck disable=SC2086 # a list of ids
  [ -z "$ids" ] || docker rm -fv $ids >/dev/null
  ids=$(networks_of_this_run)
  # shellcheck disable=SC2086 # a list of ids
  [ -z "$ids" ] || docker network rm $ids >/dev/null
}
