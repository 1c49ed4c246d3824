#!/bin/sh
# Starts the stage whose name this script was called by: action.yml names the links main and post, and
# detach/action.yml the link detach. The main stage starts the links forward and look in containers of their own.
#
# The workflow's whole environment arrives here, and variables such as JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS,
# CLASSPATH, LD_PRELOAD and DOCKER_HOST would change what a JVM or a Docker client does. So this script passes
# on only the variables that the action reads, and uses no program from the workflow's PATH.
set -eu

# Process 1 ignores a signal until it has a handler, and a step can be cancelled at any moment. A JVM as
# process 1 has its handlers after about 25 ms: of 300 signals within the first 150 ms it missed 53. This shell
# missed 4, all before its first line. So the JVM is a child of this shell. It has nothing to clean up, and is
# ended by SIGKILL: until it has replaced the copy of this shell that it starts as, any other signal would run
# the shell's handler there and be lost.
java='' signal=''
end() {
  exec 2>/dev/null # The shell would print that its child was killed.
  [ -z "$java" ] || kill -9 "$java" || :
}
trap 'signal=130; end' INT
trap 'signal=143; end' TERM

stage=${0##*/}
case $stage in
  main | post | detach) set -- org.dood.network/org.dood.network.Main "$stage" ;;
  forward)
    # The forwarder runs as long as the job, so its memory is limited. A service may be restarted at another
    # address, so names are looked up each time. One carrier thread is enough for small transfers: more would
    # compete with both ends for the processors.
    exec /action/busybox env -i LANG=C.UTF-8 /action/java/bin/java -XX:AOTCache=/action/forward.aot \
      -Xms4m -Xmx24m -XX:MaxDirectMemorySize=64m -Djdk.virtualThreadScheduler.parallelism=1 \
      -XX:CompileThresholdScaling=1 \
      -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0 \
      -m org.dood.network/org.dood.network.forward.ForwardCommand "$@"
    ;;
  look)
    # Looks once at the services from the network namespace of steps.
    exec /action/busybox env -i LANG=C.UTF-8 /action/java/bin/java -XX:AOTCache=/action/classes.aot \
      -m org.dood.network/org.dood.network.services.LookCommand "$@"
    ;;
  entrypoint.sh)
    # Called by hand: a command for administrators of hosts.
    set -- org.dood.network/org.dood.network.cli.HostCommands "$@"
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
      GITHUB_STEP_SUMMARY) ;;
      INPUT_ALIASES) ;;
      INPUT_DEFAULT_ROUTE) ;;
      INPUT_DOCKER_HOST) ;;
      INPUT_DOCKER_TLS_CA) ;;
      INPUT_DOCKER_TLS_CERT) ;;
      INPUT_DOCKER_TLS_KEY) ;;
      INPUT_EXPORT_ENV) ;;
      INPUT_EXTRA_NETWORKS) ;;
      INPUT_JOB_CONTAINER) ;;
      INPUT_JOB_NETWORK) ;;
      INPUT_JOB_SERVICES) ;;
      INPUT_LOCALHOST) ;;
      INPUT_LOCALHOST_PORTS) ;;
      INPUT_NETWORK) ;;
      INPUT_NETWORKS) ;;
      INPUT_PRUNE_AFTER) ;;
      INPUT_RUNNER_CONTAINER) ;;
      INPUT_SUMMARY) ;;
      INPUT_WAIT) ;;
      INPUT_WAIT_FOR) ;;
      RUNNER_DEBUG) ;;
      RUNNER_ENVIRONMENT) ;;
      STATE_attached) ;;
      STATE_container) ;;
      STATE_engine) ;;
      STATE_forwarder) ;;
      STATE_mark) ;;
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
  exec /action/java/bin/java -XX:AOTCache=/action/classes.aot -m "$@"
) &
java=$!
[ -z "$signal" ] || end

code=0
wait "$java" || code=$?
[ -z "$signal" ] || exit "$signal"

# Docker before 20.10.10 denies the system call clone3 with EPERM, at which glibc starts no thread
# (moby/moby#42680). No JVM starts then, and one that has nothing else to do shows why.
clone3_is_denied() {
  case $(/action/busybox env -i /action/java/bin/java -version 2>&1 || :) in
    *'pthread_create failed (EPERM)'*) ;;
    *) return 1 ;;
  esac
}

if [ "$code" -eq 1 ] && clone3_is_denied; then
  denied="This engine denies the system call clone3, without which Java does not start. Docker permits it from\
 20.10.10 on: update the engine."
  case $stage in
    main | detach) echo "::error title=dood-network-action::$denied" ;;
    # Main has attached nothing, and post fails no job.
    post) echo "::warning title=dood-network-action::$denied" && exit 0 ;;
    *) echo "$denied" >&2 && exit 3 ;;
  esac
  exit 1
fi

# Post never fails a job, even if its JVM is killed or does not start.
if [ "$code" -ne 0 ] && [ "$stage" = post ]; then
  echo "::warning title=dood-network-action::The post step ended too early, with exit code $code, and what\
 the main step did may not be undone. The next job of this runner that has services makes up for it. To\
 finish by hand on the runner's host: docker network disconnect --force <job network> <runner's container>"
  exit 0
fi
exit "$code"
