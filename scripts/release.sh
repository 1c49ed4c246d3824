# shellcheck shell=bash
# The steps of a release, and their rehearsal.

# The directory of the release commit whose Dockerfile names the image. It holds nothing else, so the runner
# sends no files to the builder.
PINNED=pinned

# --- The image ---------------------------------------------------------------------

# build_release_image IMAGE [OPTION-OF-DOCKER-BUILD...]: from a checkout of the last commit.
build_release_image() {
  local image=$1 source=$SCRATCH/source options=()
  shift
  [ -z "${DOOD_BASE_IMAGE:-}" ] || options=(--build-arg "BASE_IMAGE=$DOOD_BASE_IMAGE")
  [ -d "$source" ] || check_out HEAD "$source"
  docker build --tag "$image" "${options[@]}" "$@" \
    --label "org.opencontainers.image.source=$(project_url)" \
    --label "org.opencontainers.image.revision=$(git rev-parse HEAD)" \
    --label "org.opencontainers.image.licenses=$(project_licence)" \
    --file "$source/Dockerfile" "$source"
}

# check_out COMMIT DIRECTORY: without a link to this repository.
check_out() {
  mkdir -p "$2"
  git archive "$1" | tar -x -C "$2"
}

# The project's address and its licence, from pom.xml.
project_url() { sed -n 's#^  <url>\(.*\)</url>#\1#p' pom.xml; }
project_licence() { sed -n 's#^      <name>\(.*\)</name>#\1#p' pom.xml | head -n 1; }

# compare_builds IMAGE: the first layer must be the same byte for byte. The second one is the cache of classes,
# in which the JVM records addresses and times of the run that trained it; docs/performance.md has the figures.
compare_builds() {
  local again=$1-again
  run_job "the same image without the builder's cache" build_release_image "$again" --no-cache
  local first second
  first=$(layers_of "$1")
  second=$(layers_of "$again")
  docker rmi "$again" >/dev/null
  [ "$(wc -l <<<"$first")" -eq 2 ] || die "the image has not two layers: $first"
  [ "$(head -n 1 <<<"$first")" = "$(head -n 1 <<<"$second")" ] ||
    die "two builds of one commit differ in $(head -n 1 <<<"$first") and $(head -n 1 <<<"$second")"
  say "  two builds have the same layer of files, $(head -n 1 <<<"$first")"
}

# The digests of an image's layers, uncompressed.
layers_of() { docker image inspect --format '{{range .RootFS.Layers}}{{println .}}{{end}}' "$1" | sed '/^$/d'; }

# push_image IMAGE REPOSITORY:TAG
push_image() {
  local digest
  docker tag "$1" "$2"
  docker push "$2" | tee "$SCRATCH/push.log"
  digest=$(sed -n 's/.* digest: \(sha256:[0-9a-f]\{64\}\) .*/\1/p' "$SCRATCH/push.log")
  [ -n "$digest" ] || die "the registry gave no digest for $2"
  echo "${2%:*}@$digest"
}

# --- The release commit ------------------------------------------------------------

# pin_image REPOSITORY@DIGEST [BRANCH]: a commit after the last one, on a branch if one is named. It is made in an
# index of its own, so that the work tree stays as it is.
pin_image() {
  local image=$1 branch=$2 action commit
  [[ $image =~ ^[a-z0-9.:/_-]+@sha256:[0-9a-f]{64}$ ]] || die "'$image' is not REPOSITORY@DIGEST"
  export GIT_INDEX_FILE=$SCRATCH/index
  git read-tree HEAD
  printf '# The image of this release. Its source is the Dockerfile of the commit before.\nFROM %s\n' "$image" |
    put_into_index "$PINNED/Dockerfile"
  # Not those of composite actions, which have no image.
  for action in $(git grep --cached -l '^  image: ' -- action.yml '*/action.yml'); do
    git show "HEAD:$action" | sed "s#^\(  image: [./]*\)Dockerfile\$#\1$PINNED/Dockerfile#" | put_into_index "$action"
    ! git diff --cached --quiet HEAD -- "$action" || die "$action names no Dockerfile"
  done
  commit=$(git commit-tree -p HEAD -m "Name the released image by its digest" "$(git write-tree)")
  unset GIT_INDEX_FILE
  [ -z "$branch" ] || git branch "$branch" "$commit"
  echo "$commit"
}

# put_into_index PATH: a file with the content of standard input.
put_into_index() { git update-index --add --cacheinfo "100644,$(git hash-object -w --stdin),$1"; }

# --- The rehearsal -----------------------------------------------------------------

RELEASED=dood-network-action/released
REHEARSAL_REPOSITORY=127.0.0.1:5000/dood-network-action

rehearse() {
  local pinned commit
  chapter "Set-up: an engine that builds, and the images"
  use_private_engine oldest
  prepare_base_image
  prepare_other_images
  chapter "Build, compare, push, pin"
  run_job "the release's image" build_release_image "$RELEASED"
  compare_builds "$RELEASED"
  pinned=$(push_image "$RELEASED" "$REHEARSAL_REPOSITORY:rehearsal" | tail -n 1)
  say "  pushed as $pinned"
  commit=$(pin_image "$pinned" "")
  say "  the release commit is $commit"
  run_job "saving the runner's and the service's images" docker save \
    --output "$SCRATCH/images.tar" "$DOOD_RUNNER_IMAGE" "$DOOD_POSTGRES_IMAGE"
  stop_private_engine
  chapter "The released step, on an engine that never built it"
  start_fresh_engine
  run_job "loading the runner's and the service's images" docker load --input "$SCRATCH/images.tar"
  check_out "$commit" "$SCRATCH/released"
  cd "$SCRATCH/released" || die "there is no checkout of the release commit"
  ACTION_IMAGE=dood-network-action/from-release
  start_runner "$SCRATCH/work" rehearsal
  create_job_network
  start_service postgres "$DOOD_POSTGRES_IMAGE" -e POSTGRES_PASSWORD=rehearsal \
    --health-cmd pg_isready --health-interval 1s --health-timeout 5s --health-retries 30
  wait_for_service
  run_released_step "nothing in the engine" 10
  disconnect_engine
  docker rmi "$ACTION_IMAGE" >/dev/null
  run_released_step "the image in the engine, no network, and no registry" 10
  chapter "./release rehearse passed"
}

# The programs of the oldest engine, with data of their own.
start_fresh_engine() {
  local programs=$ENGINE_DIR
  ENGINES_DIR=$SCRATCH/fresh
  mkdir -p "$ENGINES_DIR/${programs##*/}"
  [ ! -d "$programs/usr" ] || ln -s "$programs/usr" "$ENGINES_DIR/${programs##*/}/usr"
  start_private_engine "${programs##*/}"
}

# Takes the registry and every other network from the engine.
disconnect_engine() {
  end_process "$SLIRP_PID" TERM
  SLIRP_PID=""
  nsenter --target "$ENGINE_PID" --pid --mount kill "$(<"$ENGINE_DIR/registry.pid")"
}

# run_released_step WITH SECONDS: as the runner does: builds what action.yml names, runs main, a step, and post.
run_released_step() {
  local since=$EPOCHREALTIME took file saved
  file=$(from_action_yml image)
  run_job "building what action.yml names" docker build --tag "$ACTION_IMAGE" --file "$file" "${file%/*}"
  run_stage "$(from_action_yml entrypoint)"
  in_runner env PGPASSWORD=rehearsal psql --host postgres --username postgres --no-psqlrc --tuples-only \
    --command 'select 1' >/dev/null || die "the service is out of reach after main"
  took=$(elapsed "$since")
  parse_file_command "$STATE_FILE" STATE_
  saved=("${PARSED[@]}")
  run_stage "$(from_action_yml post-entrypoint)" "${saved[@]}"
  [[ " $(runner_networks) " != *" $JOB_NETWORK "* ]] || die "post left the runner on the job's network"
  [ "${took%.*}" -lt "$2" ] || die "with $1: $took s to the first query, at most $2 s are allowed"
  say "  with $1: $took s to the first query"
}
