#!/bin/sh
# Starts the stage that this script was called as: action.yml names the links to it, main and post.
# Main starts forward itself, in a container of its own.
#
# The workflow's environment arrives here whole, and much of it would change what a JVM or a Docker
# client does (JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, CLASSPATH, LD_PRELOAD, DOCKER_HOST …). So only
# what the action reads is let through, and nothing is looked up on the workflow's PATH.
set -eu

stage=${0##*/}
case $stage in
  main | post) set -- "$stage" ;;
  forward)
    # It stays as long as the job does, so it is kept small. And a service may be started anew at
    # another address, so no look-up of a name is remembered. One thread relays: more would take
    # the processors that the two ends need.
    exec /action/busybox env -i LANG=C.UTF-8 /action/java/bin/java -XX:AOTCache=/action/forward.aot \
      -Xms4m -Xmx24m -XX:MaxDirectMemorySize=64m -Djdk.virtualThreadScheduler.parallelism=1 \
      -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0 \
      -m org.dood.network/org.dood.network.forward.ForwardCommand "$@"
    ;;
  entrypoint.sh)
    # By hand: a command for people who look after hosts.
    exec /action/busybox env -i LANG=C.UTF-8 /action/java/bin/java -XX:AOTCache=/action/classes.aot \
      -m org.dood.network/org.dood.network.HostCommands "$@"
    ;;
esac

# The JVM is a child: process 1 is deaf to signals until it listens for them, and a step is cancelled
# by signals at any moment. A child of a shell is deaf to SIGINT for good, so both end it by SIGTERM.
java='' signal=''
trap 'signal=130; [ -z "$java" ] || kill "$java"' INT
trap 'signal=143; [ -z "$java" ] || kill "$java"' TERM

/action/busybox env -i \
  LANG=C.UTF-8 \
  GITHUB_ACTION="${GITHUB_ACTION-}" \
  GITHUB_ENV="${GITHUB_ENV-}" \
  GITHUB_OUTPUT="${GITHUB_OUTPUT-}" \
  GITHUB_STATE="${GITHUB_STATE-}" \
  INPUT_ALIASES="${INPUT_ALIASES-}" \
  INPUT_DEFAULT_ROUTE="${INPUT_DEFAULT_ROUTE-}" \
  INPUT_DOCKER_HOST="${INPUT_DOCKER_HOST-}" \
  INPUT_DOCKER_TLS_CA="${INPUT_DOCKER_TLS_CA-}" \
  INPUT_DOCKER_TLS_CERT="${INPUT_DOCKER_TLS_CERT-}" \
  INPUT_DOCKER_TLS_KEY="${INPUT_DOCKER_TLS_KEY-}" \
  INPUT_EXPORT_ENV="${INPUT_EXPORT_ENV-}" \
  INPUT_EXTRA_NETWORKS="${INPUT_EXTRA_NETWORKS-}" \
  INPUT_JOB_CONTAINER="${INPUT_JOB_CONTAINER-}" \
  INPUT_LOCALHOST="${INPUT_LOCALHOST-}" \
  INPUT_NETWORK="${INPUT_NETWORK-}" \
  INPUT_PRUNE_AFTER="${INPUT_PRUNE_AFTER-}" \
  INPUT_RUNNER_CONTAINER="${INPUT_RUNNER_CONTAINER-}" \
  INPUT_WAIT="${INPUT_WAIT-}" \
  INPUT_WAIT_FOR="${INPUT_WAIT_FOR-}" \
  RUNNER_DEBUG="${RUNNER_DEBUG-}" \
  RUNNER_ENVIRONMENT="${RUNNER_ENVIRONMENT-}" \
  STATE_alias="${STATE_alias-}" \
  STATE_attached="${STATE_attached-}" \
  STATE_container="${STATE_container-}" \
  STATE_engine="${STATE_engine-}" \
  STATE_forwarder="${STATE_forwarder-}" \
  STATE_networks="${STATE_networks-}" \
  STATE_routes="${STATE_routes-}" \
  /action/java/bin/java -XX:AOTCache=/action/classes.aot \
  -m org.dood.network/org.dood.network.Main "$@" &
java=$!
[ -z "$signal" ] || kill "$java"

code=0
wait "$java" || code=$?
# A signal ends the first wait.
[ -z "$signal" ] || wait "$java" || :
exit "${signal:-$code}"
