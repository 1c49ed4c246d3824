#!/usr/bin/env bash
# debian-base.sh IMAGE DIRECTORY
#
# Makes IMAGE, a stand-in for debian:trixie-slim, from Debian's packages, where the image
# itself cannot be pulled. Needs no root: the packages come by the host's apt-get with
# directories of its own, are unpacked as an ordinary user, and are then installed by
# their own dpkg in a container, as debootstrap's second stage does.
set -euo pipefail

image=$1
work=$2
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/host-cas.sh
source "$scripts/host-cas.sh"

SUITE=trixie

main() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "debian:trixie-slim cannot be pulled, and without apt-get no stand-in can be made of Debian's packages"
    exit 1
  fi
  mkdir -p "$work/root/.stage2"
  set_up_apt
  fetch_packages
  unpack_packages
  configure_root
  echo "importing the unpacked packages"
  tar -C "$work/root" --numeric-owner --owner=0 --group=0 -c . | docker import - "$image-unpacked" >/dev/null
  rm -rf "$work"
  install_in_container
}

# --- Debian's packages through the host's apt-get ----------------------------------

set_up_apt() {
  mkdir -p "$work"/{state/lists/partial,cache/archives/partial,etc/apt.conf.d,etc/preferences.d,keys}
  touch "$work/state/status"
  # The host's proxies and certificates go for these downloads as well, its hooks do not.
  apt-config dump | grep -E '^Acquire::(http|https|ftp)(::| )' >"$work/etc/apt.conf.d/host" || true
  export APT_CONFIG=$work/apt.conf
  cat >"$APT_CONFIG" <<EOF
Dir::State "$work/state";
Dir::State::status "$work/state/status";
Dir::Cache "$work/cache";
Dir::Etc "$work/etc";
Dir::Etc::parts "$work/etc/apt.conf.d";
Dir::Etc::main "none";
Dir::Etc::sourceparts "none";
APT::Architecture "$(debian_architecture)";
APT::Architectures "$(debian_architecture)";
APT::Sandbox::User "$(id -un)";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
Debug::NoLocking "true";
EOF
}

host_apt() { env -u APT_CONFIG "$@"; }

debian_architecture() {
  local arch
  arch=$(docker version --format '{{.Server.Arch}}')
  case $arch in
    386) echo i386 ;;
    arm) echo armhf ;;
    ppc64le) echo ppc64el ;;
    *) echo "$arch" ;;
  esac
}

fetch_packages() {
  local mirror packages
  for mirror in $(mirrors); do
    write_sources "$mirror"
    echo "Debian packages from $mirror"
    if apt-get -q -o APT::Update::Error-Mode=any update; then
      # What a minimal installation holds: the essential and the required packages, and apt.
      packages=$(apt-cache dumpavail | awk '/^Package:/ {name = $2} /^(Essential: yes|Priority: required)/ {print name}')
      if grep -q '^https:' <<<"$mirror"; then packages+=" ca-certificates"; fi
      # shellcheck disable=SC2086 # a list of packages
      apt-get -q -y --download-only install apt $packages && return
    fi
  done
  echo "no Debian mirror gave $SUITE's packages; name one in DEBIAN_MIRROR"
  return 1
}

mirrors() {
  echo "${DEBIAN_MIRROR:-$(host_repository debian)}"
  [ -n "${DEBIAN_MIRROR:-}" ] || echo http://ftp.debian.org/debian
}

# The repository of that name which the host's own apt uses, if it uses one.
host_repository() {
  # shellcheck disable=SC2016 # apt's own placeholders
  host_apt apt-get indextargets --format '$(REPO_URI)' | sed 's,/*$,,' |
    grep -E "^https?://.*/$1\$" | sort -u | head -n 1
}

write_sources() {
  local security
  security=$(host_repository debian-security || true)
  {
    source_stanza "$1" "$SUITE $SUITE-updates"
    [ -z "$security" ] || source_stanza "$security" "$SUITE-security"
  } >"$work/debian.sources"
  # The same for our own download, which has its keys elsewhere.
  mkdir -p "$work/etc/sources.list.d"
  sed "s,^Signed-By: .*,Signed-By: $(keyring)," "$work/debian.sources" >"$work/etc/sources.list.d/debian.sources"
  sed -i '/sourceparts/d' "$APT_CONFIG"
}

source_stanza() {
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
    "$1" "$2" /usr/share/keyrings/debian-archive-keyring.gpg
}

keyring() {
  local keys=/usr/share/keyrings/debian-archive-keyring
  local file
  for file in "$keys.gpg" "$keys.pgp"; do
    [ ! -r "$file" ] || { echo "$file" && return; }
  done
  if ! [ -d "$work/keys/usr" ]; then
    (cd "$work/keys" && host_apt apt-get -q -o "APT::Sandbox::User=$(id -un)" download debian-archive-keyring >&2 &&
      dpkg-deb -x debian-archive-keyring_*.deb .)
  fi
  echo "$work/keys$keys.gpg"
}

# --- The root file system ----------------------------------------------------------

# What a -slim image leaves out.
SLIM_EXCLUDES=('/usr/share/doc/*' '/usr/share/info/*' '/usr/share/linda/*' '/usr/share/lintian/*'
  '/usr/share/locale/*' '/usr/share/man/*' '/usr/share/groff/*')

unpack_packages() {
  local deb excludes=()
  excludes=("${SLIM_EXCLUDES[@]/#/--exclude=.}")
  echo "unpacking the packages"
  # base-files goes first: it holds the links from /bin to /usr/bin and the like.
  for deb in "$work"/cache/archives/base-files_*.deb "$work"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -C "$work/root" -x -p --no-same-owner --keep-directory-symlink "${excludes[@]}"
  done
  mv "$work"/cache/archives/*.deb "$work/root/.stage2/"
}

configure_root() {
  cd "$work/root"
  # As debootstrap does: what the first maintainer scripts need before their packages
  # are configured.
  cp usr/share/base-passwd/passwd.master etc/passwd
  cp usr/share/base-passwd/group.master etc/group
  ln -sf mawk usr/bin/awk
  mkdir -p var/lib/dpkg/info etc/dpkg/dpkg.cfg.d etc/apt/apt.conf.d etc/apt/sources.list.d ".$HOST_CAS"
  # update-alternatives links manual pages, there or not, and the -slim images have room for them.
  mkdir -p usr/share/man/man{1..9}
  touch var/lib/dpkg/{status,available}
  chmod 755 .
  cp "$work/debian.sources" etc/apt/sources.list.d/debian.sources
  copy_host_cas ".$HOST_CAS"
  {
    printf 'path-exclude %s\n' "${SLIM_EXCLUDES[@]}"
    printf 'path-include /usr/share/doc/*/copyright\nforce-unsafe-io\n'
  } >etc/dpkg/dpkg.cfg.d/docker
  printf '%s\n' 'Acquire::Languages "none";' 'Acquire::GzipIndexes "true";' \
    'Apt::AutoRemove::SuggestsImportant "false";' \
    'APT::Keep-Downloaded-Packages "false";' 'Binary::apt::APT::Keep-Downloaded-Packages "false";' \
    'Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";' >etc/apt/apt.conf.d/docker
  printf '#!/bin/sh\nexit 101\n' >usr/sbin/policy-rc.d
  chmod 755 usr/sbin/policy-rc.d
  cd - >/dev/null
}

install_in_container() {
  local container=dood-network-action-debian-$$
  echo "installing the packages in a container"
  docker run --name "$container" --label dood-network-action.demo -e DEBIAN_FRONTEND=noninteractive \
    "$image-unpacked" sh -ec '
      dpkg --force-depends --install /.stage2/*.deb
      dpkg --audit
      rm -rf /.stage2 /var/log/* /var/cache/* /var/lib/dpkg/*-old /etc/*-' || {
    docker rm -f "$container" >/dev/null
    return 1
  }
  echo "making one layer of it"
  docker export "$container" | docker import --change 'CMD ["bash"]' \
    --change "LABEL dood-network-action.stand-in=debian:trixie-slim dood-network-action.cas=$(host_cas_sum)" \
    - "$image" >/dev/null
  docker rm "$container" >/dev/null
  docker rmi "$image-unpacked" >/dev/null
}

main
