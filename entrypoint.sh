#!/bin/sh
# Starts the stage that this script was called as: action.yml names the links to it, main and post.
# Main starts forward itself, in a container of its own.
#
# The workflow's environment arrives here whole, and much of it would change what a JVM or a Docker
# client does (JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, CLASSPATH, LD_PRELOAD, DOCKER_HOST …). So only
# what the action reads is let through, and nothing is looked up on the workflow's PATH.
set -eu

# Process 1 is deaf to signals until it listens for them, and a step is cancelled by signals at any
# moment. A JVM in this shell's place listens after some 25 ms; of 300 signals within 150 ms it lost 53,
# this shell 4, before its first line. So the JVM is a child, which has nothing to tidy up, and is ended
# by the one signal that it cannot miss: while it is still a copy of this shell it takes any other for
# this shell's, and loses it.
java='' signal=''
end() {
  exec 2>/dev/null # Where a shell says that its child was killed.
  [ -z "$java" ] || kill -9 "$java" || :
}
trap 'signal=130; end' INT
trap 'signal=143; end' TERM

stage=${0##*/}
case $stage in
  main | post) set -- "$stage" ;;
  forward)
    # It stays as long as the job does, so it is kept small. And a service may be started anew at
    # another address, so no look-up of a name is remembered. One thread carries all that is small:
    # more would take the processors that the two ends need.
    exec /action/busybox env -i LANG=C.UTF-8 /action/java/bin/java -XX:AOTCache=/action/forward.aot \
      -Xms4m -Xmx24m -XX:MaxDirectMemorySize=64m -Djdk.virtualThreadScheduler.parallelism=1 \
      -XX:CompileThresholdScaling=1 \
      -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0 \
      -m org.dood.network/org.dood.network.forward.ForwardCommand "$@"
    ;;
  entrypoint.sh)
    # By hand: a command for people who look after hosts.
    exec /action/busybox env -i LANG=C.UTF-8 /action/java/bin/java -XX:AOTCache=/action/classes.aot \
      -m org.dood.network/org.dood.network.cli.HostCommands "$@"
    ;;
esac

# Removes from the environment each variable that the action does not read. The others stay where they
# are: every user of the host can read the arguments of a process, and one of these values is a key.
remove_other_variables() {
  set -f
  IFS='
'
  for line in $(export -p); do
    case $line in
      "export "*) name=${line#export } name=${name%%=*} ;;
      *) continue ;; # A further line of a value.
    esac
    case $name in
      GITHUB_ACTION) ;;
      GITHUB_ENV) ;;
      GITHUB_OUTPUT) ;;
      GITHUB_STATE) ;;
      INPUT_ALIASES) ;;
      INPUT_DEFAULT_ROUTE) ;;
      INPUT_DOCKER_HOST) ;;
      INPUT_DOCKER_TLS_CA) ;;
      INPUT_DOCKER_TLS_CERT) ;;
      INPUT_DOCKER_TLS_KEY) ;;
      INPUT_EXPORT_ENV) ;;
      INPUT_EXTRA_NETWORKS) ;;
      INPUT_JOB_CONTAINER) ;;
      INPUT_LOCALHOST) ;;
      INPUT_NETWORK) ;;
      INPUT_PRUNE_AFTER) ;;
      INPUT_RUNNER_CONTAINER) ;;
      INPUT_WAIT) ;;
      INPUT_WAIT_FOR) ;;
      RUNNER_DEBUG) ;;
      RUNNER_ENVIRONMENT) ;;
      STATE_alias) ;;
      STATE_attached) ;;
      STATE_container) ;;
      STATE_engine) ;;
      STATE_forwarder) ;;
      STATE_networks) ;;
      STATE_routes) ;;
      '' | [0-9]* | *[!A-Za-z0-9_]*) ;; # A line of a value that looks like a declaration.
      *) unset "$name" ;;
    esac
  done
  export LANG=C.UTF-8
}

(
  remove_other_variables
  exec /action/java/bin/java -XX:AOTCache=/action/classes.aot \
    -m org.dood.network/org.dood.network.Main "$@"
) &
java=$!
[ -z "$signal" ] || end

code=0
wait "$java" || code=$?
[ -z "$signal" ] || exit "$signal"
# Post fails no job, though its JVM be killed or not even start.
if [ "$code" -ne 0 ] && [ "$1" = post ]; then
  echo "::warning title=dood-network-action::The post step ended too early, with exit code $code, and what\
 the main step did may not be undone. The next job of this runner that has services makes up for it. To\
 finish by hand on the runner's host: docker network disconnect --force <job network> <runner's container>"
  exit 0
fi
exit "$code"
