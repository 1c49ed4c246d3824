#!/usr/bin/env bash
# Compares the forwarder with a direct connection, and with "docker run -p", in one run:
#
#   scripts/bench-forwarder.sh ACTION-IMAGE RUNNER-IMAGE TEST-CLASSES
#
# It needs an engine at DOCKER_HOST that sees the directory of compiled test classes at the same path. It
# prints lines "<way> <measure> <value>", medians of 7 alternating rounds, and the forwarder's resident
# memory. At its end it removes everything that it created.
set -euo pipefail

readonly action=$1 runner_image=$2 classes=$3
readonly id=dood-bench-$$

trap 'docker rm --force --volumes $id-service $id-runner $id-forwarder > /dev/null 2>&1 || true
  docker network rm $id > /dev/null' EXIT

benchmark() { # <docker run's options…> -- <arguments…>
  local options=()
  while [ "$1" != -- ]; do options+=("$1") && shift; done
  docker run --rm "${options[@]}" -v "$classes:/classes:ro" --entrypoint /action/java/bin/java \
    "$action" -Xmx256m -cp /classes org.dood.network.forward.ForwarderBenchmark "${@:2}"
}

docker network create "$id" > /dev/null
benchmark --detach --name "$id-service" --network "$id" --network-alias service -p 7000 \
  -- serve 7000 > /dev/null
docker run --detach --name "$id-runner" --network "$id" "$runner_image" > /dev/null
address=$(docker inspect --format "{{(index .NetworkSettings.Networks \"$id\").IPAddress}}" "$id-service")
published=$(docker port "$id-service" 7000/tcp | sed -n '1s/.*://p')

docker run --detach --rm --name "$id-forwarder" --network "container:$id-runner" --user 65534:65534 \
  --read-only --cap-drop ALL --security-opt no-new-privileges --memory 896m --pids-limit 128 \
  --entrypoint /action/forward "$action" "$id" "$address" 7000=service:7000 > /dev/null
until docker logs "$id-forwarder" | grep -q ready; do sleep 0.1; done

resident() { docker exec "$id-forwarder" /action/busybox awk '/VmRSS/ { printf "%.1f\n", $2 / 1024 }' /proc/1/status; }
echo "forwarder idle_MiB $(resident)"
benchmark --network "container:$id-runner" -- measure "direct=$address:7000" forwarder=127.0.0.1:7000
benchmark --network host -- measure "direct_from_host=$address:7000" "docker_run_-p=127.0.0.1:$published"
sleep 2
echo "forwarder MiB_afterwards $(resident)"
