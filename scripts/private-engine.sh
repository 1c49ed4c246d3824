#!/usr/bin/env bash
# The first process in the namespaces of a private engine: sets up the mounts and the network, runs the engine
# and the registry that stands in for Docker Hub, and ends with them.
# Started by engine.sh: private-engine.sh DIRECTORY REGISTRY-DIRECTORY CGROUP
set -euo pipefail

dir=$1
registry_dir=$2
cgroup=$3
registry=127.0.0.1:5000
dockerd_pid=""

# The handler is set first, because the first process of a namespace ignores a signal without one.
trap stop TERM
stop() {
  [ -n "$dockerd_pid" ] || exit 0
  kill -TERM "$dockerd_pid" 2>/dev/null || true
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

# Do not read the host's daemon.json.
echo '{}' >/run/daemon.json
dockerd --config-file /run/daemon.json --data-root "$dir/data" --exec-root /run/docker \
  --pidfile /run/docker.pid -H unix:///var/run/docker.sock -H "unix://$dir/docker.sock" \
  --group "$(id -gn)" --registry-mirror "http://$registry" --shutdown-timeout 3 \
  --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$cgroup" \
  --default-ulimit "nofile=$(ulimit -Sn):$(ulimit -Hn)" &
dockerd_pid=$!

# wait returns early when a signal arrives, so repeat it until the engine has ended.
while kill -0 "$dockerd_pid" 2>/dev/null; do
  wait "$dockerd_pid" || true
done
kill -TERM "$registry_pid" 2>/dev/null || true
wait "$registry_pid" || true
