#!/usr/bin/env bash
# The first process in the namespaces of a private engine: sets up the mounts and the network, runs the engine
# and the registry that stands in for Docker Hub, and ends with them.
# Started by engine.sh: private-engine.sh docker|podman DIRECTORY REGISTRY-DIRECTORY CGROUP
set -euo pipefail

family=$1
dir=$2
registry_dir=$3
cgroup=$4
registry=127.0.0.1:5000
engine_pid=""

# The handler is set first, because the first process of a namespace ignores a signal without one.
trap stop TERM
stop() {
  [ -n "$engine_pid" ] || exit 0
  kill -TERM "$engine_pid" 2>/dev/null || true
}

# /proc is still the host's, so this is our process id as the host sees it.
read -r host_pid _ </proc/self/stat
echo "$host_pid" >"$dir/init.pid"

# With a /run of its own, /var/run/docker.sock is this engine's, as its containers mount it, and the state of
# other engines is hidden.
resolv_conf=$(readlink -m /etc/resolv.conf)
search=$(grep -E '^(search|options)' /etc/resolv.conf || true)
mount -t proc proc /proc
mount -t tmpfs -o mode=755 tmpfs /run

# The programs of another release come with their libraries. The linker's cache lists the host's, so hide it.
if [ -d "$dir/usr" ]; then
  mount --bind "$dir/usr" /usr
  mount --bind /dev/null /etc/ld.so.cache
fi

# slirp4netns forwards queries to the host's name server from this address. The host's own address for it may
# be a loopback one, which leads nowhere here.
printf 'nameserver 10.0.2.3\n%s\n' "$search" >/run/private-engine-resolv.conf
if [[ $resolv_conf == /run/* ]]; then
  mkdir -p "${resolv_conf%/*}"
  cp /run/private-engine-resolv.conf "$resolv_conf"
else
  mount --bind /run/private-engine-resolv.conf "$resolv_conf"
fi

# A copy, since dockerd writes its key there.
if [ -d /etc/docker ]; then
  cp -a /etc/docker /run/etc-docker
  mount --bind /run/etc-docker /etc/docker
fi

ip link set lo up
for _ in {1..100}; do
  ip -4 addr show tap0 2>/dev/null | grep -q inet && break
  sleep 0.1
done

cat >"$dir/registry.yml" <<EOF
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $registry_dir}}
http: {addr: $registry}
EOF
docker-registry serve "$dir/registry.yml" >"$dir/registry.log" 2>&1 &
registry_pid=$!
echo "$registry_pid" >"$dir/registry.pid"

start_docker() {
  # Do not read the host's daemon.json.
  echo '{}' >/run/daemon.json
  dockerd --config-file /run/daemon.json --data-root "$dir/data" --exec-root /run/docker \
    --pidfile /run/docker.pid -H unix:///var/run/docker.sock -H "unix://$dir/docker.sock" \
    --group "$(id -gn)" --registry-mirror "http://$registry" --shutdown-timeout 3 \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$cgroup" \
    --default-ulimit "nofile=$(ulimit -Sn):$(ulimit -Hn)" &
}

# Podman reads none of the host's configuration. Its state is below /run, and so gone with its namespaces, as
# after a reboot.
start_podman() {
  local home=/run/podman
  mkdir -p "$home/.config/containers"
  echo '{"default": [{"type": "insecureAcceptAnything"}]}' >"$home/.config/containers/policy.json"
  cat >"$home/containers.conf" <<EOF
[containers]
default_ulimits = ["nofile=$(ulimit -Sn):$(ulimit -Hn)", "nproc=$(ulimit -Su):$(ulimit -Hu)"]
[network]
network_config_dir = "$dir/data/networks"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
EOF
  cat >"$home/storage.conf" <<EOF
[storage]
driver = "overlay"
graphroot = "$dir/data/storage"
runroot = "/run/containers/storage"
EOF
  cat >"$home/registries.conf" <<EOF
unqualified-search-registries = ["docker.io"]
[[registry]]
location = "docker.io"
[[registry.mirror]]
location = "$registry"
insecure = true
[[registry]]
location = "$registry"
insecure = true
EOF
  export HOME=$home CONTAINERS_CONF=$home/containers.conf CONTAINERS_STORAGE_CONF=$home/storage.conf \
    CONTAINERS_REGISTRIES_CONF=$home/registries.conf PODMAN_IGNORE_CGROUPSV1_WARNING=1
  # As Debian's package podman-docker does.
  ln -s "$dir/docker.sock" /run/docker.sock
  check_health &
  in_own_cgroup podman system service --time 0 "unix://$dir/docker.sock" &
}

# Podman leaves it to timers of systemd to check the health of containers. No systemd runs here.
check_health() {
  local container
  while sleep 1; do
    for container in $(podman ps --quiet --filter health=starting --filter health=healthy --filter health=unhealthy); do
      podman healthcheck run "$container" || true
    done
  done >/dev/null 2>&1
}

# in_own_cgroup COMMAND...: in this engine's control group, which that command takes for the root of all groups.
# Podman gives its containers groups of its own choice below that root.
in_own_cgroup() {
  local hierarchy type file
  while read -r _ hierarchy type _; do
    [[ $type == cgroup* ]] || continue
    mkdir -p "$hierarchy/$cgroup"
    # In version 1, a new group of this hierarchy has neither processors nor memory.
    for file in cpuset.mems cpuset.cpus; do
      [ ! -e "$hierarchy/$file" ] || cat "$hierarchy/$file" >"$hierarchy/$cgroup/$file"
    done
    echo "$BASHPID" >"$hierarchy/$cgroup/cgroup.procs"
    mount --bind "$hierarchy/$cgroup" "$hierarchy"
  done <<<"$(</proc/mounts)"
  # In version 2, a group that has groups with controllers has no processes of its own.
  # shellcheck disable=SC2016 # for that shell
  exec unshare --cgroup "$BASH" -c '
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
      mkdir -p /sys/fs/cgroup/engine
      echo $$ >/sys/fs/cgroup/engine/cgroup.procs
    fi
    exec "$@"' in-own-cgroup "$@"
}

case $family in
  docker) start_docker ;;
  podman) start_podman ;;
esac
engine_pid=$!

# wait returns early when a signal arrives, so repeat it until the engine has ended.
while kill -0 "$engine_pid" 2>/dev/null; do
  wait "$engine_pid" || true
done
kill -TERM "$registry_pid" 2>/dev/null || true
wait "$registry_pid" || true
