#!/usr/bin/env bash
# Loads the forwarder with more connections than it admits, in one run:
#
#   scripts/bench-forwarder-load.sh ACTION-IMAGE RUNNER-IMAGE TEST-CLASSES
#
# It needs an engine at DOCKER_HOST that sees the directory of compiled test classes at the same path. It
# prints lines "<situation> <measure> <value>", and what became of the forwarder. Its exit code is 1 if the
# forwarder ended. At its end it removes everything that it created.
set -euo pipefail

readonly action=$1 runner_image=$2 classes=$3
readonly id=dood-bench-load-$$

trap 'docker unpause $id-dead > /dev/null 2>&1 || true
  docker rm --force --volumes $id-service $id-dead $id-runner $id-forwarder > /dev/null 2>&1 || true
  docker network rm $id > /dev/null' EXIT

program() { # <class> <docker run's options…> -- <arguments…>
  local class=$1 options=()
  shift
  while [ "$1" != -- ]; do options+=("$1") && shift; done
  docker run --rm --ulimit nofile=32768 "${options[@]}" -v "$classes:/classes:ro" \
    --entrypoint /action/java/bin/java "$action" -Xmx512m -cp /classes \
    "org.dood.network.forward.$class" "${@:2}"
}

docker network create "$id" > /dev/null
for service in service dead; do
  program ForwarderBenchmark --detach --name "$id-$service" --network "$id" --network-alias "$service" \
    -- serve 7000 > /dev/null
done
docker run --detach --name "$id-runner" --network "$id" "$runner_image" > /dev/null
address=$(docker inspect --format "{{(index .NetworkSettings.Networks \"$id\").IPAddress}}" "$id-service")

docker run --detach --name "$id-forwarder" --network "container:$id-runner" --user 65534:65534 \
  --read-only --cap-drop ALL --security-opt no-new-privileges --memory 896m --pids-limit 128 \
  --entrypoint /action/forward "$action" "$id" "$address" 7000=service:7000 7001=dead:7000 > /dev/null
until docker logs "$id-forwarder" | grep -q ready; do sleep 0.1; done
# From now on the kernel accepts as many connections for it as its backlog holds, and then none.
docker pause "$id-dead" > /dev/null

program ForwarderLoad --network "container:$id-runner" -- 7000 7001

docker exec "$id-forwarder" /action/busybox awk \
  '/VmHWM/ { printf "forwarder peak_MiB %.0f\n", $2 / 1024 }
   /VmRSS/ { printf "forwarder afterwards_MiB %.0f\n", $2 / 1024 }' /proc/1/status
