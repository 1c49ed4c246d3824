#!/usr/bin/env bash
# debian-base.sh IMAGE DIRECTORY
#
# Makes IMAGE, a stand-in for debian:trixie-slim, from Debian's packages, where the image itself cannot be
# pulled. It needs no root: the host's apt-get downloads the packages, an ordinary user unpacks them, and dpkg
# installs them in a container, as in debootstrap's second stage.
set -euo pipefail

image=$1
work=$2
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/host-cas.sh
source "$scripts/host-cas.sh"
# shellcheck source=scripts/debian-packages.sh
source "$scripts/debian-packages.sh"

SUITE=trixie

main() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "debian:trixie-slim cannot be pulled, and without apt-get no stand-in can be made of Debian's packages"
    exit 1
  fi
  mkdir -p "$work/root/.stage2"
  set_up_apt "$(debian_architecture)"
  fetch_packages apt
  unpack_packages
  configure_root
  echo "importing the unpacked packages"
  tar -C "$work/root" --numeric-owner --owner=0 --group=0 -c . | docker import - "$image-unpacked" >/dev/null
  rm -rf "$work"
  install_in_container
}

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

# --- The root file system ----------------------------------------------------------

# The files that a -slim image leaves out.
SLIM_EXCLUDES=('/usr/share/doc/*' '/usr/share/info/*' '/usr/share/linda/*' '/usr/share/lintian/*'
  '/usr/share/locale/*' '/usr/share/man/*' '/usr/share/groff/*')

unpack_packages() {
  local deb excludes=()
  excludes=("${SLIM_EXCLUDES[@]/#/--exclude=.}")
  echo "unpacking the packages"
  # base-files comes first: it contains links such as /bin to /usr/bin.
  for deb in "$work"/cache/archives/base-files_*.deb "$work"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -C "$work/root" -x -p --no-same-owner --keep-directory-symlink "${excludes[@]}"
  done
  mv "$work"/cache/archives/*.deb "$work/root/.stage2/"
}

configure_root() {
  cd "$work/root"
  # The first maintainer scripts need these files before their packages are configured; debootstrap makes
  # them too.
  cp usr/share/base-passwd/passwd.master etc/passwd
  cp usr/share/base-passwd/group.master etc/group
  ln -sf mawk usr/bin/awk
  mkdir -p var/lib/dpkg/info etc/dpkg/dpkg.cfg.d etc/apt/apt.conf.d etc/apt/sources.list.d ".$HOST_CAS"
  # update-alternatives fails without these directories, which the -slim images have too.
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
