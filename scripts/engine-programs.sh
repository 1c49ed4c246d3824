# shellcheck shell=bash
# The programs of the private engines. Only those of this machine's distribution are installed; the others are
# kept in the engine's directory.

# The engines that --engine names.
ENGINE_NAMES=(oldest 26.1 28.5 current podman)

# debian_engine NAME: sets the Debian release that an engine is taken from, the package, its version, and the
# packages that the engine needs beside it.
debian_engine() {
  case $1 in
    oldest) SUITE=bookworm PACKAGE=docker.io VERSION=20.10 BESIDE=() ;;
    26.1) SUITE=trixie PACKAGE=docker.io VERSION=26.1 BESIDE=() ;;
    28.5) SUITE=sid PACKAGE=docker.io VERSION=28.5 BESIDE=() ;;
    podman) SUITE=trixie PACKAGE=podman VERSION=5.4 BESIDE=(netavark aardvark-dns nftables runc) ;;
    *) return 1 ;;
  esac
}

# engine_family NAME: which program private-engine.sh starts.
engine_family() { if [ "$1" = podman ]; then echo podman; else echo docker; fi; }

is_engine_name() { [[ " ${ENGINE_NAMES[*]} " == *" $1 "* ]]; }

MOBY=v2.0.0-beta.24
CONTAINERD=v2.2.5
RUNC=v1.4.2
CURRENT_VERSIONS="moby $MOBY, containerd $CONTAINERD, runc $RUNC"
# The version that moby's go.mod requires.
GO=1.26.3

# provide_programs distribution|NAME: installs them, or puts them into ENGINE_DIR.
provide_programs() {
  case $1 in
    distribution) install_missing dockerd:docker.io containerd:docker.io iptables:iptables ;;
    current)
      current_engine_is_built || {
        say "the current engine is built once, which takes some minutes: $CURRENT_VERSIONS"
        install_what_the_build_needs
        run_job "$CURRENT_ENGINE_BUILD" build_current_engine
      }
      install_missing iptables:iptables
      ;;
    *)
      debian_engine "$1"
      [ -d "$ENGINE_DIR/usr" ] ||
        run_job "unpacking $PACKAGE $VERSION of Debian $SUITE" unpack_debian_engine
      ;;
  esac
}

# install_missing TOOL:PACKAGE...
install_missing() {
  local pair missing
  missing=$(for pair in "$@"; do
    has "${pair%%:*}" || echo "${pair##*:}"
  done | sort -u)
  [ -n "$missing" ] || return 0
  has apt-get || die "missing on this machine: ${missing//$'\n'/ }" "Install them, or start a Docker engine."
  # shellcheck disable=SC2086 # a list of packages
  run_job "installing ${missing//$'\n'/ }" install_engine_packages $missing
  hash -r
}

install_engine_packages() {
  update_package_lists
  local package wanted=()
  for package in "$@"; do
    # On releases without the package docker-cli, the package docker.io contains the client.
    [ "$package" = docker-cli ] && ! package_exists docker-cli && package=docker.io
    wanted+=("$package")
  done
  install_packages "${wanted[@]}"
}

# --- From a Debian release that need not be this machine's -------------------------

distribution_has_oldest_engine() {
  local version SUITE PACKAGE VERSION BESIDE
  debian_engine oldest
  if has dockerd; then
    version=$(dockerd --version)
  else
    update_package_lists >/dev/null 2>&1
    version=$(apt-cache show docker.io 2>/dev/null | grep '^Version:' | head -n 1)
  fi
  [[ $version == *[:\ ]"$VERSION".* ]]
}

# Keeps only their /usr, which private-engine.sh mounts over the host's for that engine. All other directories,
# such as those of mounts and certificates, are the host's.
unpack_debian_engine() (
  set -e
  has apt-get && has dpkg-deb && [ -L /bin ] ||
    die "$PACKAGE $VERSION is taken from Debian's packages, for which this machine has no apt-get, or keeps /bin apart from /usr/bin"
  work=$SCRATCH/$SUITE
  # shellcheck source=scripts/debian-packages.sh
  source "$SCRIPTS/debian-packages.sh"
  mkdir -p "$work/root/usr"
  set_up_apt "$(dpkg --print-architecture)"
  fetch_packages "$PACKAGE" "${BESIDE[@]}" docker-registry iptables iproute2 procps
  compgen -G "$work/cache/archives/${PACKAGE}_$VERSION.*.deb" >/dev/null ||
    die "Debian $SUITE has no $PACKAGE $VERSION any more, but $(cd "$work/cache/archives" && echo "${PACKAGE}"_*.deb)" \
      "Change debian_engine in scripts/engine-programs.sh, and run the tests on what Debian has now."
  cd "$work/root"
  for directory in bin sbin lib lib32 lib64 libx32; do
    mkdir "usr/$directory"
    ln -s "usr/$directory" "$directory"
  done
  for deb in "$work"/cache/archives/*.deb; do
    echo "unpacking ${deb##*/}"
    dpkg-deb --fsys-tarfile "$deb" | tar -x -p --keep-directory-symlink
  done
  # The packages' installation scripts, which are not run, would make these links.
  ln -s iptables-nft usr/sbin/iptables
  ln -s ip6tables-nft usr/sbin/ip6tables
  mv usr "$ENGINE_DIR/usr"
  rm -rf "$work"
)

# --- The current one: from its Go modules ------------------------------------------

CURRENT_ENGINE_BUILD="building the current engine"

current_engine_is_built() { [ "$(cat "$ENGINE_DIR/bin/versions" 2>/dev/null)" = "$CURRENT_VERSIONS" ]; }

# start_building_current_engine DIRECTORY: in the background, at a low priority, beside the tests on
# another engine. The host's packages are installed first: two installations at a time would disturb
# each other.
start_building_current_engine() {
  local ENGINE_DIR=$1
  ! current_engine_is_built || return 0
  say "the current engine is built once, beside the tests: $CURRENT_VERSIONS"
  install_what_the_build_needs
  install_missing iptables:iptables
  mkdir -p "$ENGINE_DIR"
  start_job "$CURRENT_ENGINE_BUILD" build_current_engine_in_background
}

build_current_engine_in_background() {
  renice -n 10 "$BASHPID"
  exec {ENGINE_LOCK}>"$ENGINE_DIR/lock"
  flock "$ENGINE_LOCK"
  current_engine_is_built || build_current_engine
}

# This runs before the engine's directory is locked: the background build locks it itself.
await_background_build() {
  [ -z "${JOB_PID[$CURRENT_ENGINE_BUILD]:-}" ] || wait_job "$CURRENT_ENGINE_BUILD"
}

build_current_engine() (
  set -e
  PATH=$PATH:/usr/local/go/bin
  build=$ENGINE_DIR/build
  rm -rf "$build" "${ENGINE_DIR:?}/bin"
  # Keep this build apart from the user's own modules.
  export GOPATH=$build/go GOCACHE=$build/cache GOBIN=$build/bin GOFLAGS=-modcacherw GOTOOLCHAIN=local CGO_ENABLED=1
  unset GOROOT
  go_is_new_enough || use_newer_go
  go version
  # Leave out parts that this engine does not use and that take long to compile.
  go_install -tags "exclude_graphdriver_btrfs exclude_graphdriver_zfs no_embedded_containerd" \
    -ldflags "-s -w -X github.com/moby/moby/v2/dockerversion.Version=${MOBY#v}" \
    github.com/moby/moby/v2/cmd/{dockerd,docker-proxy}@"$MOBY"
  go_install -tags "no_cri no_btrfs no_zfs no_devmapper" \
    github.com/containerd/containerd/v2/cmd/{containerd,containerd-shim-runc-v2}@"$CONTAINERD"
  go_install -tags seccomp github.com/opencontainers/runc@"$RUNC"
  echo "$CURRENT_VERSIONS" >"$GOBIN/versions"
  mv "$GOBIN" "$ENGINE_DIR/bin"
  rm -rf "$build"
)

go_install() { go install -v -trimpath "$@"; }

install_what_the_build_needs() {
  local missing=() PATH=$PATH:/usr/local/go/bin
  has gcc || missing+=(gcc libc6-dev)
  { has pkg-config && pkg-config --exists libseccomp; } || missing+=(pkg-config libseccomp-dev)
  has go || missing+=(golang-go)
  # For the modules' downloads.
  [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -d /etc/pki/tls ] || missing+=(ca-certificates)
  [ ${#missing[@]} -gt 0 ] || return 0
  has apt-get || die "the current engine's build needs ${missing[*]}, by the names of Debian's packages" "Install them."
  run_job "installing ${missing[*]}" install_packages "${missing[@]}"
}

go_is_new_enough() {
  local version
  version=$(go env GOVERSION)
  printf 'go%s\n%s\n' "$GO" "$version" | sort -V -C
}

# Go is a Go module itself: any release can download any other, and verifies it like each module.
use_newer_go() {
  local module
  module=golang.org/toolchain@v0.0.1-go$GO.linux-$(go env GOARCH)
  go mod download "$module"
  PATH=$GOPATH/pkg/mod/$module/bin:$PATH
  # Modules hold no executable files.
  chmod -R +x "$GOPATH/pkg/mod/$module"/{bin,pkg/tool}
  hash -r
}
