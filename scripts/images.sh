# shellcheck shell=bash
# The images that the demo and the tests need: public ones are pulled, or replaced by stand-ins from Debian's
# packages. The names of our own images begin with dood-network-action/.
#
# prepare_images exports
#   DOOD_BASE_IMAGE      the base of the action's Dockerfile and of the other images
#   DOOD_RUNNER_IMAGE    a simulated self-hosted runner
#   DOOD_POSTGRES_IMAGE  the service
#   DOOD_NESTED_ENGINE_IMAGE  an engine in a container, for the tests

OURS=dood-network-action
SCRIPTS=${BASH_SOURCE[0]%/*}
IMAGES=$SCRIPTS/images

prepare_base_image() {
  provide debian:trixie-slim build_debian_base
  DOOD_BASE_IMAGE=$PROVIDED
  if [ -n "$(host_cas)" ] && ! is_stand_in "$DOOD_BASE_IMAGE"; then
    run_job "adding this host's certificate authorities to $PROVIDED" \
      build_base_with_host_cas "$PROVIDED" "$OURS/debian:trixie-slim"
    DOOD_BASE_IMAGE=$OURS/debian:trixie-slim
  fi
  export DOOD_BASE_IMAGE
}

# These two builds run beside the jobs that the caller has started.
prepare_other_images() {
  start_job "runner image" build_image "$OURS/runner" "$IMAGES/runner"
  provide postgres:17 build_postgres_stand_in
  wait_job "runner image"
  DOOD_POSTGRES_IMAGE=$PROVIDED
  DOOD_RUNNER_IMAGE=$OURS/runner
  export DOOD_POSTGRES_IMAGE DOOD_RUNNER_IMAGE
}

# For the tests alone: an engine in a container, a runner with the tools of the examples, and stand-ins for their
# services.
prepare_images_of_tests() {
  start_job "nested engine's image" build_image "$OURS/engine" "$IMAGES/engine"
  run_job "image of a runner with tools" build_image "$OURS/tools" "$IMAGES/tools" "$OURS/runner"
  run_job "stand-in for redis" build_image "$OURS/redis" "$IMAGES/redis"
  run_job "stand-in for a browser" build_image "$OURS/browser" "$IMAGES/browser"
  wait_job "nested engine's image"
  export DOOD_NESTED_ENGINE_IMAGE=$OURS/engine
}

# provide PUBLIC-NAME BUILD-COMMAND: sets PROVIDED to the image to use.
provide() {
  local public=$1 build=$2 stand_in=$OURS/$1
  # A stand-in has the public name only on a private engine, where nobody else can take it for the real one.
  [ "$ENGINE_KIND" = found ] || stand_in=$public
  PROVIDED=$public
  if is_there "$public" && ! is_stand_in "$public"; then
    say "  $public: here already"
  elif is_current_stand_in "$stand_in"; then
    say "  $public: a stand-in is here already"
    PROVIDED=$stand_in
    [ "$ENGINE_KIND" = found ] || run_job "$public by way of the engine's mirror" renew_from_mirror "$public"
  elif pull "$public" && { ! is_stand_in "$public" || is_current_stand_in "$public"; }; then
    say "  $public: pulled"
  else
    PROVIDED=$stand_in
    run_job "stand-in for $public, from Debian's packages" "$build" "$stand_in"
    [ "$ENGINE_KIND" = found ] || run_job "$public by way of the engine's mirror" through_the_mirror "$public"
  fi
}

is_there() { docker image inspect "$1" >/dev/null 2>&1; }

label_of() { docker image inspect --format "{{with .Config.Labels}}{{index . \"$2\"}}{{end}}" "$1" 2>/dev/null; }

is_stand_in() { [ -n "$(label_of "$1" "$OURS.stand-in")" ]; }

# Whether the stand-in holds the certificate authorities that the host has now.
is_current_stand_in() { is_stand_in "$1" && [ "$(label_of "$1" "$OURS.cas")" = "$(host_cas_sum)" ]; }

# The first line of a pull shows that the registry answers. It must come within 20 s; the rest may take ten
# minutes.
pull() {
  local name="pulling $1"
  start_job "$name" timeout 600 docker pull "$1"
  if eventually 20 pull_decided "$name" && grep -qs 'Pulling from' "$(job_log "$name")"; then
    wait_job "$name"
    return
  fi
  kill -TERM -- "-${JOB_PID[$name]}" 2>/dev/null || true
  wait "${JOB_PID[$name]}" 2>/dev/null || true
  unset "JOB_PID[$name]"
  say "  $1 cannot be pulled: $(last_line "$(job_log "$name")")"
  return 1
}

pull_decided() { grep -q 'Pulling from' "$(job_log "$1")" || ! kill -0 "${JOB_PID[$1]}"; }

# The mirror's directory may have been removed since the stand-in was made.
renew_from_mirror() { docker pull "$1" || through_the_mirror "$1"; }

# Pushes the stand-in to the engine's mirror and pulls it by its public name, as a public image is pulled.
through_the_mirror() (
  set -e
  in_registry=127.0.0.1:5000/library/$1
  docker tag "$1" "$in_registry"
  docker push --quiet "$in_registry"
  docker rmi "$1" "$in_registry"
  docker pull "$1"
)

# --- Builds ------------------------------------------------------------------------

# replace_image IMAGE COMMAND...: runs the command, which builds the image, and removes the image that had the
# name before.
replace_image() (
  set -e
  old=$(docker image inspect --format '{{.Id}}' "$1" 2>/dev/null || true)
  "${@:2}"
  if [ -n "$old" ] && [ "$(docker image inspect --format '{{.Id}}' "$1")" != "$old" ]; then
    docker rmi "$old" || true
  fi
)

# build_image IMAGE CONTEXT [BASE-IMAGE]
build_image() {
  local image=$1 context=$2 base=${3:-$DOOD_BASE_IMAGE} made_of
  made_of=$(sum_of_build "$context" "$base")
  if [ "$(label_of "$image" "$OURS.made-of")" = "$made_of" ]; then
    echo "$image is here already"
    return
  fi
  replace_image "$image" \
    docker build --tag "$image" --label "$OURS.demo" --label "$OURS.made-of=$made_of" \
    --build-arg "BASE_IMAGE=$base" "$context"
}

# sum_of_build CONTEXT BASE-IMAGE: changes with the context's files and with the base image.
sum_of_build() {
  {
    (cd "$1" && find . -type f -print0 | sort -z | xargs -0 cksum)
    docker image inspect --format '{{.Created}}' "$2"
  } | cksum | cut -d' ' -f1
}

# --- From one private engine to the next -------------------------------------------

IMAGES_TO_SHARE=images.tar
SAVING_IMAGES="saving the images for the next engine"

# start_saving_images: in the background, for a private engine later on that has no images. Only the first engine's are
# saved: Podman cannot load what Docker saves from containerd's store.
start_saving_images() {
  [ ! -e "$SCRATCH/$IMAGES_TO_SHARE" ] || return 0
  start_job "$SAVING_IMAGES" docker save --output "$SCRATCH/$IMAGES_TO_SHARE" \
    "$DOOD_BASE_IMAGE" "$DOOD_RUNNER_IMAGE" "$DOOD_POSTGRES_IMAGE" "$DOOD_NESTED_ENGINE_IMAGE" \
    "$OURS/tools" "$OURS/redis" "$OURS/browser"
}

await_saved_images() {
  [ -z "${JOB_PID[$SAVING_IMAGES]:-}" ] || wait_job "$SAVING_IMAGES"
}

# load_saved_images: if there are any, and this engine has none of its own.
load_saved_images() {
  [ -e "$SCRATCH/$IMAGES_TO_SHARE" ] && ! is_there "$OURS/runner" || return 0
  run_job "loading the images of the engine before" docker load --input "$SCRATCH/$IMAGES_TO_SHARE"
}

# Builds as the runner does for "image: Dockerfile".
build_action_image() (
  set -e
  base=()
  [ "$DOOD_BASE_IMAGE" = debian:trixie-slim ] || base=(--build-arg "BASE_IMAGE=$DOOD_BASE_IMAGE")
  replace_image "$1" docker build -t "$1" "${base[@]}" -f Dockerfile . | tee "$SCRATCH/build-action.log"
  # The legacy builder leaves the build stage as an image without a name. It gets one here, so that --clean
  # finds it. The build takes no time: its steps are in the builder's cache.
  if grep -q '^Step 1/' "$SCRATCH/build-action.log"; then
    replace_image "$OURS/build" docker build -q --target build -t "$OURS/build" "${base[@]}" -f Dockerfile .
  fi
)

build_debian_base() { "$SCRIPTS/debian-base.sh" "$1" "$SCRATCH/debian"; }

build_postgres_stand_in() {
  docker build --tag "$1" --build-arg "BASE_IMAGE=$DOOD_BASE_IMAGE" \
    --label "$OURS.stand-in=postgres:17" --label "$OURS.cas=$(host_cas_sum)" "$IMAGES/postgres"
}

build_base_with_host_cas() (
  context=$SCRATCH/cas
  mkdir -p "$context"
  copy_host_cas "$context"
  printf 'FROM %s\nCOPY *.crt %s/\n' "$1" "$HOST_CAS" >"$context/Dockerfile"
  replace_image "$2" docker build --tag "$2" --label "$OURS.cas=$(host_cas_sum)" "$context"
)

# Removes the images that these scripts have made on this engine: first those with a name, then those without
# one, which interrupted builds left. The latter inherit the label of our base image.
remove_our_images() {
  local names
  names=$(docker images --format '{{.Repository}}:{{.Tag}}' --filter "reference=$OURS/*" | grep -v '<none>' || true)
  # shellcheck disable=SC2086 # a list of names
  [ -z "$names" ] || docker rmi --force $names >/dev/null
  docker image prune --force --filter "label=$OURS.cas" >/dev/null
}
