# shellcheck shell=bash
# shellcheck disable=SC2034 # images.sh and demo read the variables that are set here
#
# The Docker engine: the one that answers, or a private one. A private engine has a directory, which also
# keeps its images for the next run.
#
# use_engine and use_private_engine set
#   DOCKER_HOST     exported: the engine's socket, as this machine sees it
#   ENGINE_SOCKET   exported as DOOD_ENGINE_SOCKET: the same socket, as the engine sees it
#   ENGINE_KIND     "found" (it is in use: only our own objects may be touched) or "private"

CACHE_DIR=${XDG_CACHE_HOME:-$HOME/.cache}/dood-network-action
ENGINES_DIR=${DOOD_ENGINE_DIR:-$CACHE_DIR/engines}
# What the private engines' mirrors hold: a stand-in that was made on one engine can be pulled on the next.
REGISTRY_DIR=$ENGINES_DIR/registry
ENGINE_DIR=""
ENGINE_KIND=""
ENGINE_PID=""
UNSHARE_PID=""
SLIRP_PID=""
ANSWERING=()

use_engine() {
  if has docker && docker_answers; then
    use_found_engine
  elif [ "$(id -u)" -eq 0 ]; then
    say "no Docker engine answers: a private one is started"
    start_private_engine distribution
  else
    explain_no_engine
  fi
}

# use_private_engine NAME: starts it, beside any engine that this machine runs.
use_private_engine() {
  local which=$1
  [ "$(id -u)" -eq 0 ] || die "the engine '$which' runs as a private one, which takes root" "Run this as root."
  # On bookworm the distribution's engine is the oldest one: both names then use one directory.
  if [ "$which" = oldest ] && distribution_has_oldest_engine; then which=distribution; fi
  [ "$which" != current ] || await_background_build
  start_private_engine "$which"
}

# has_images NAME: whether an earlier run prepared all images on the private engine.
has_images() {
  [ -e "$ENGINES_DIR/$1/has-images" ] || { [ "$1" = oldest ] && [ -e "$ENGINES_DIR/distribution/has-images" ]; }
}

note_images() { [ -z "$ENGINE_DIR" ] || touch "$ENGINE_DIR/has-images"; }

docker_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# --- An engine that is in use -------------------------------------------------------

use_found_engine() {
  DOCKER_HOST=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}')}
  [[ $DOCKER_HOST == unix://* ]] || die "the engine at $DOCKER_HOST is not on this machine" \
    "A runner's step mounts the engine's socket: set DOCKER_HOST=unix://… to a local engine's."
  export DOCKER_HOST
  ENGINE_KIND=found
  ENGINE_SOCKET=${DOCKER_HOST#unix://}
  if [ "$(docker info --format '{{.OperatingSystem}}')" = "Docker Desktop" ]; then
    # That engine runs in a virtual machine, where its socket lies at the usual place.
    ENGINE_SOCKET=/var/run/docker.sock
  fi
  export DOOD_ENGINE_SOCKET=$ENGINE_SOCKET
  say "$(engine_version) found at $DOCKER_HOST: only objects of this run will be touched"
}

# The family and the version, such as "Docker 20.10.24" or "Podman 5.4.2".
engine_version() {
  docker version --format '{{with index .Server.Components 0}}{{.Name}}{{end}} {{.Server.Version}}' |
    sed 's/^Podman Engine /Podman /; t; s/^.* /Docker /'
}

# Lines of container|address|port, as this host reaches what the engine's containers publish.
published_ports() {
  docker ps --quiet --no-trunc | xargs -r docker inspect --format \
    '{{$name := .Name}}{{range $port, $at := .NetworkSettings.Ports}}{{range $at}}{{$name}}|{{.HostIp}}|{{.HostPort}}|{{$port}}{{println}}{{end}}{{end}}' |
    sed -n 's#^/##; s#||#|127.0.0.1|#; s#|0\.0\.0\.0|#|127.0.0.1|#; s#|::|#|::1|#; s#|[0-9]*/tcp$##p'
}

# port_answers CONTAINER|ADDRESS|PORT: the port accepts a connection and keeps it. Docker's proxy accepts one
# for a container that does not listen, too, and closes it at once.
port_answers() {
  local address port
  IFS='|' read -r _ address port <<<"$1"
  timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2" && { read -r -t 0.3 -N 1 -u 3 || [ $? -gt 128 ]; }' \
    - "$address" "$port" 2>/dev/null
}

# note_published_ports: remembers the published ports that answer before the tests.
note_published_ports() {
  local port
  ANSWERING=()
  [ "$ENGINE_KIND" = found ] || return 0
  while read -r port; do
    ! port_answers "$port" || ANSWERING+=("$port")
  done < <(published_ports)
}

# check_published_ports: fails if one of them does not answer after the tests, though it is still published.
check_published_ports() {
  local port lost=()
  [ ${#ANSWERING[@]} -gt 0 ] || return 0
  for port in "${ANSWERING[@]}"; do
    port_answers "$port" || ! grep -qxF "$port" <<<"$(published_ports)" ||
      eventually 10 port_answers "$port" || lost+=("$port")
  done
  [ ${#lost[@]} -eq 0 ] || die "these containers' published ports answered before, and do not any more: ${lost[*]}"
  say "published ports that answered before: all ${#ANSWERING[@]} still do"
}

explain_no_engine() {
  local why socket=/var/run/docker.sock
  has docker || die "no Docker engine: there is no 'docker' command, and you are not root" \
    "Install Docker, or run this as root: it then installs docker.io and starts a private engine."
  why=$(docker version --format '{{.Server.Version}}' 2>&1 | grep -v '^$' | tail -n 1) || true
  [[ ${DOCKER_HOST:-} != unix://* ]] || socket=${DOCKER_HOST#unix://}
  if [ -S "$socket" ] && ! [ -w "$socket" ]; then
    die "you may not use the Docker engine at $socket: $why" \
      "Join its group ('sudo usermod -aG $(stat -c %G "$socket") $(id -un)', then log in again), or run this as root."
  fi
  die "no Docker engine answers: $why" \
    "Start yours, or run this as root: it then installs docker.io and starts a private engine."
}

# --- A private engine --------------------------------------------------------------

# start_private_engine distribution|NAME: engine-programs.sh provides its programs. Each has a
# directory of its own, since no engine may use the data of another release.
start_private_engine() {
  ENGINE_DIR=$ENGINES_DIR/$1
  # The path of a Unix socket has 108 bytes at most.
  [ ${#ENGINE_DIR} -le 80 ] || die "the path $ENGINE_DIR is too long for a socket" \
    "Set DOOD_ENGINE_DIR to a shorter one than $ENGINES_DIR."
  install_missing ip:iproute2 ps:procps slirp4netns:slirp4netns \
    unshare:util-linux setpriv:util-linux flock:util-linux docker:docker-cli
  mkdir -p "$ENGINE_DIR"
  lock_engine
  provide_programs "$1"
  provide_registry
  # containerd makes this directory and does not need it here. The file tells stop_private_engine to remove
  # it, in the next run too if this one is killed.
  [ -e /opt/containerd ] || touch "$ENGINE_DIR/made-opt-containerd"
  at_exit stop_private_engine
  remove_engine_cgroups
  run_in_namespaces "$1"
  eventually 60 engine_is_up || engine_failed "it did not answer within 60 s"
  ENGINE_KIND=private
  ENGINE_SOCKET=/var/run/docker.sock
  export DOOD_ENGINE_SOCKET=$ENGINE_SOCKET
  sweep_private_engine
  say "private engine, $(engine_version), is up in $ENGINE_DIR"
}

provide_registry() {
  has docker-registry || [ -x "$ENGINE_DIR/usr/bin/docker-registry" ] ||
    [ -x "$ENGINE_DIR/tools/usr/bin/docker-registry" ] || run_job "fetching docker-registry" fetch_registry
}

# The package is unpacked and not installed, since it would bring a service.
fetch_registry() (
  set -e
  update_package_lists
  cd "$SCRATCH"
  apt-get -q -o APT::Sandbox::User=root download docker-registry
  rm -rf "$ENGINE_DIR/tools"
  dpkg-deb -x docker-registry_*.deb "$ENGINE_DIR/tools"
)

lock_engine() {
  exec {ENGINE_LOCK}>"$ENGINE_DIR/lock"
  flock -n "$ENGINE_LOCK" && return
  say "another run uses the private engine in $ENGINE_DIR: waiting for its end (DOOD_ENGINE_DIR=… gives this one its own)"
  flock "$ENGINE_LOCK"
}

# run_in_namespaces NAME
run_in_namespaces() {
  local scripts=${BASH_SOURCE[0]%/*} ready="$ENGINE_DIR/init.pid"
  rm -f "$ready" "$ENGINE_DIR/docker.sock"
  # A session of its own keeps Ctrl-C from the engine. If this script is killed, the kernel kills the engine
  # and everything that it started.
  # "container" keeps dockerd from loading an AppArmor profile into the host's kernel.
  container=dood-network-action PATH="$ENGINE_DIR/bin:$PATH:$ENGINE_DIR/tools/usr/bin" \
    setsid setpriv --pdeathsig KILL unshare --net --mount --pid --fork --kill-child=KILL \
    "$BASH" "$scripts/private-engine.sh" "$(engine_family "$1")" "$ENGINE_DIR" "$REGISTRY_DIR" "$(engine_cgroup)" \
    >"$ENGINE_DIR/engine.log" 2>&1 </dev/null {ENGINE_LOCK}>&- &
  UNSHARE_PID=$!
  eventually 10 test -s "$ready" || engine_failed "its namespaces could not be created"
  ENGINE_PID=$(<"$ready")
  # slirp4netns connects the engine to the network without changing a rule, an interface or an address of the
  # host. Services on the host's loopback interface stay out of reach.
  setsid setpriv --pdeathsig KILL slirp4netns --configure --mtu=65520 --disable-host-loopback \
    "$ENGINE_PID" tap0 >"$ENGINE_DIR/slirp4netns.log" 2>&1 </dev/null {ENGINE_LOCK}>&- &
  SLIRP_PID=$!
  export DOCKER_HOST=unix://$ENGINE_DIR/docker.sock
  unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
}

engine_is_up() {
  kill -0 "$UNSHARE_PID" 2>/dev/null || engine_failed "it ended at once"
  [ -S "$ENGINE_DIR/docker.sock" ] || return 1
  docker_answers || choose_client
}

# A client may be too new for the engine. The distribution's, or the engine's own, is not.
choose_client() {
  local client
  for client in /usr/bin/docker "$ENGINE_DIR/usr/bin/docker"; do
    if [ -x "$client" ] && "$client" version >/dev/null 2>&1; then
      mkdir -p "$SCRATCH/bin"
      ln -sf "$client" "$SCRATCH/bin/docker"
      PATH=$SCRATCH/bin:$PATH
      return
    fi
  done
  return 1
}

engine_failed() {
  tail -n 20 "$ENGINE_DIR/engine.log" "$ENGINE_DIR/slirp4netns.log" 2>&1 | quote >&2
  die "the private engine in $ENGINE_DIR: $1 (its log is above)" \
    "It needs root's capabilities, /dev/net/tun and writable cgroups: a plain container lacks them."
}

# Removes the containers and networks that a killed run left. Images stay.
sweep_private_engine() {
  # Podman removes a container only after those that share its network.
  remove_containers 2>/dev/null || remove_containers
  docker network prune -f >/dev/null
}

remove_containers() {
  local ids
  ids=$(docker ps -aq)
  # shellcheck disable=SC2086 # a list of ids
  [ -z "$ids" ] || docker rm -fv $ids >/dev/null
}

stop_private_engine() {
  [ -n "$UNSHARE_PID" ] || return 0
  if [ -n "$ENGINE_PID" ]; then
    kill -TERM "$ENGINE_PID" 2>/dev/null || true
    eventually 20 engine_ended || kill -KILL "$ENGINE_PID" 2>/dev/null || true
  fi
  end_process "$UNSHARE_PID" KILL
  [ -z "$SLIRP_PID" ] || end_process "$SLIRP_PID" TERM
  UNSHARE_PID="" ENGINE_PID="" SLIRP_PID=""
  remove_engine_cgroups
  [ ! -e "$ENGINE_DIR/made-opt-containerd" ] || rmdir /opt/containerd/{bin,lib,} 2>/dev/null || true
  rm -f "$ENGINE_DIR"/{docker.sock,init.pid,made-opt-containerd} "$SCRATCH/bin/docker"
  hash -r
  exec {ENGINE_LOCK}>&-
}

# end_process PID SIGNAL
end_process() {
  kill "-$2" "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

engine_ended() { ! kill -0 "$UNSHARE_PID"; }

# A name that differs for each engine directory, so that no two engines share a control group.
engine_cgroup() { echo "dood-network-action-$(cksum <<<"$ENGINE_DIR" | cut -d' ' -f1)"; }

# rmdir removes a control group only if no process is in it.
remove_engine_cgroups() {
  find /sys/fs/cgroup -depth -type d -path "*/$(engine_cgroup)*" -exec rmdir {} + 2>/dev/null || true
}
