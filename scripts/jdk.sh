# shellcheck shell=bash
# A JDK 25 for the build: one that is on this machine, or the distribution's. Without either, Maven runs in
# a container of the build stage of the action's Dockerfile, which has one.

JDK_RELEASE=25

# use_jdk: exports JAVA_HOME. Returns 1 if there is no JDK and none can be installed.
use_jdk() {
  local home
  if home=$(find_jdk); then
    say "JDK $JDK_RELEASE found in $home"
  elif [ "$(id -u)" -eq 0 ] && has apt-get && distribution_has_jdk; then
    run_job "installing openjdk-$JDK_RELEASE-jdk-headless" install_packages "openjdk-$JDK_RELEASE-jdk-headless"
    home=$(find_jdk) || die "openjdk-$JDK_RELEASE-jdk-headless is installed, but no JDK $JDK_RELEASE was found"
  else
    return 1
  fi
  export JAVA_HOME=$home
}

distribution_has_jdk() {
  update_package_lists >/dev/null 2>&1
  package_exists "openjdk-$JDK_RELEASE-jdk-headless"
}

find_jdk() {
  local home
  while IFS= read -r home; do
    if is_wanted_jdk "$home"; then
      echo "$home"
      return
    fi
  done < <(jdk_candidates)
  return 1
}

is_wanted_jdk() {
  [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    grep -qE "^JAVA_VERSION=\"$JDK_RELEASE([.\"+-]|$)" "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | grep -qE "^javac $JDK_RELEASE([.+-]|$)"
  fi
}

# The directories in which distributions, CI services and version managers put JDKs. JAVA_HOME comes first,
# as the user's choice.
jdk_candidates() {
  local name javac
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  for name in $(compgen -v | grep "^JAVA_HOME_${JDK_RELEASE}\(_\|$\)" || true); do echo "${!name}"; done
  if javac=$(command -v javac); then
    javac=$(readlink -f "$javac")
    echo "${javac%/bin/javac}"
  fi
  shopt -s nullglob
  printf '%s\n' \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/local/lib/jvm/* /usr/java/* /usr/local/*jdk* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    "${ASDF_DATA_DIR:-$HOME/.asdf}"/installs/java/* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/mise}"/installs/java/* \
    "${JENV_ROOT:-$HOME/.jenv}"/versions/* \
    "${JBANG_DIR:-$HOME/.jbang}"/cache/jdks/* "${JBANG_DIR:-$HOME/.jbang}"/currentjdk \
    "$HOME"/.jdks/* \
    "${GRADLE_USER_HOME:-$HOME/.gradle}"/jdks/* "${GRADLE_USER_HOME:-$HOME/.gradle}"/jdks/*/* \
    "$HOME"/.local/share/rtx/installs/java/* "$HOME"/.m2/jdks/* \
    "${RUNNER_TOOL_CACHE:-/opt/hostedtoolcache}"/Java_*/*/* \
    /opt/*jdk* /opt/*java* /opt/java/* /opt/jdk/* /opt/jvm/* \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec
  shopt -u nullglob
}

# --- Maven -------------------------------------------------------------------------

# trust_host_cas: where the host trusts an authority that the JDK does not know, gives Maven a trust store
# that holds both. The JDK itself is not changed.
trust_host_cas() {
  local ca unknown=() store=$CACHE_DIR/cacerts options
  # A run on several engines needs it once.
  [[ ${MAVEN_OPTS:-} != *"$store"* ]] || return 0
  for ca in $(host_cas); do
    jdk_knows "$ca" || unknown+=("$ca")
  done
  [ ${#unknown[@]} -gt 0 ] || return 0
  say "the JDK does not know ${unknown[*]##*/}: Maven gets a trust store with it, $store"
  mkdir -p "$CACHE_DIR"
  rm -f "$store"
  "$JAVA_HOME/bin/keytool" -importkeystore -noprompt -srckeystore "$(jdk_trust_store)" \
    -srcstorepass changeit -destkeystore "$store" -deststorepass changeit >/dev/null 2>&1
  for ca in "${unknown[@]}"; do
    "$JAVA_HOME/bin/keytool" -importcert -noprompt -alias "host-${ca##*/}" -file "$ca" \
      -keystore "$store" -storepass changeit >/dev/null 2>&1 || die "keytool cannot read $ca"
  done
  options="-Djavax.net.ssl.trustStore=$store -Djavax.net.ssl.trustStorePassword=changeit"
  export MAVEN_OPTS="${MAVEN_OPTS:-} $options"
  # Without curl and wget, the wrapper downloads Maven with a Java program.
  has curl || has wget || export JDK_JAVA_OPTIONS="${JDK_JAVA_OPTIONS:-} $options"
}

jdk_trust_store() { echo "$JAVA_HOME/lib/security/cacerts"; }

jdk_knows() {
  local fingerprint
  fingerprint=$("$JAVA_HOME/bin/keytool" -printcert -file "$1" | sed -n 's/^.*SHA256: *//p' | head -n 1)
  JDK_FINGERPRINTS=${JDK_FINGERPRINTS:-$("$JAVA_HOME/bin/keytool" -list -keystore "$(jdk_trust_store)" \
    -storepass changeit 2>/dev/null | tr -d ' ')}
  [ -n "$fingerprint" ] && [[ $JDK_FINGERPRINTS == *"$fingerprint"* ]]
}

run_maven() {
  if use_jdk; then
    trust_host_cas
    ./mvnw -B -ntp "$@"
  else
    say "no JDK $JDK_RELEASE here: Maven runs in a container made from the Dockerfile's build stage"
    run_job "image with JDK $JDK_RELEASE" replace_image "$OURS/build" build_maven_image
    run_maven_in_container "$@"
  fi
}

build_maven_image() {
  docker build --target build --tag "$OURS/build" --build-arg "BASE_IMAGE=$DOOD_BASE_IMAGE" .
}

# The container has the same paths as this machine, where the engine resolves mounts. Maven runs as the
# user, who then owns the files that it writes.
run_maven_in_container() {
  local home=$CACHE_DIR/home
  mkdir -p "$home"
  docker run --rm --label "$OURS.demo" --network host --user "$(id -u):$(id -g)" \
    --group-add "$(stat -c %g "${DOCKER_HOST#unix://}")" \
    -v "$ENGINE_SOCKET":/var/run/docker.sock -e DOCKER_HOST=unix:///var/run/docker.sock \
    -v /tmp:/tmp -v "$PWD:$PWD" -v "$home:$home" -w "$PWD" \
    -e HOME="$home" -e MAVEN_OPTS="-Duser.home=$home ${MAVEN_OPTS:-}" -e MAVEN_USER_HOME="$home/.m2" \
    -e DOOD_BASE_IMAGE -e DOOD_RUNNER_IMAGE -e DOOD_POSTGRES_IMAGE -e DOOD_NESTED_ENGINE_IMAGE \
    -e DOOD_ENGINE_SOCKET \
    "$OURS/build" ./mvnw -B -ntp "$@"
}
