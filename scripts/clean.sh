# shellcheck shell=bash
# ./demo --clean: removes the images and private engines that ./demo and ./verify keep between runs.

clean() {
  local name
  begin
  if has docker && docker_answers; then
    use_found_engine
    remove_our_images
    say_what_stays
  fi
  for name in distribution "${ENGINE_NAMES[@]}"; do
    ENGINE_DIR=$ENGINES_DIR/$name
    [ ! -d "$ENGINE_DIR" ] || remove_engine_directory
  done
  rm -rf "${REGISTRY_DIR:?}"
  rmdir "$ENGINES_DIR" 2>/dev/null || true
  rm -rf "${CACHE_DIR:?}/home" "$CACHE_DIR/cacerts"
  rmdir "$CACHE_DIR" 2>/dev/null || true
  say "Nothing is kept any more."
}

# Public images stay, since somebody else may use them by now.
say_what_stays() {
  local image there=()
  for image in debian:trixie-slim postgres:17; do
    ! is_there "$image" || there+=("$image")
  done
  [ ${#there[@]} -eq 0 ] || say "public images stay on this engine: 'docker rmi ${there[*]}' removes them"
}

remove_engine_directory() {
  lock_engine
  say "removing a private engine's directory, $ENGINE_DIR"
  rm -rf "$ENGINE_DIR"
}
