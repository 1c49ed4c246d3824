# shellcheck shell=bash
# Downloads packages of any Debian release with this machine's apt-get, into directories of their own. It needs
# no root.
#
# Reads SUITE, the release's name, and work, a directory to work in.
# shellcheck disable=SC2154

# set_up_apt ARCHITECTURE
set_up_apt() {
  mkdir -p "$work"/{state/lists/partial,cache/archives/partial,etc/apt.conf.d,etc/preferences.d,keys}
  touch "$work/state/status"
  # Take over the host's proxies and certificates, but not its hooks.
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
APT::Architecture "$1";
APT::Architectures "$1";
APT::Sandbox::User "$(id -un)";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
Debug::NoLocking "true";
EOF
}

host_apt() { env -u APT_CONFIG "$@"; }

# fetch_packages PACKAGE...: downloads these packages and those of a minimal installation, with all that they
# depend on, to $work/cache/archives.
fetch_packages() {
  local mirror packages
  for mirror in $(mirrors); do
    write_sources "$mirror"
    echo "Debian packages from $mirror"
    if apt-get -q -o APT::Update::Error-Mode=any update; then
      packages=$(apt-cache dumpavail | awk '/^Package:/ {name = $2} /^(Essential: yes|Priority: required)/ {print name}')
      if grep -q '^https:' <<<"$mirror"; then packages+=" ca-certificates"; fi
      # shellcheck disable=SC2086 # a list of packages
      apt-get -q -y --download-only install "$@" $packages && return
    fi
  done
  echo "no Debian mirror gave $SUITE's packages; name one in DEBIAN_MIRROR"
  return 1
}

mirrors() {
  echo "${DEBIAN_MIRROR:-$(host_repository debian)}"
  [ -n "${DEBIAN_MIRROR:-}" ] || echo http://ftp.debian.org/debian
}

# host_repository NAME: the address of that repository in the host's apt configuration, if it has one.
host_repository() {
  # shellcheck disable=SC2016 # apt's own placeholders
  host_apt apt-get indextargets --format '$(REPO_URI)' | sed 's,/*$,,' |
    grep -E "^https?://.*/$1\$" | sort -u | head -n 1
}

write_sources() {
  local security=""
  # The unstable release is its own update.
  [ "$SUITE" = sid ] || security=$(host_repository debian-security || true)
  {
    source_stanza "$1" "$SUITE$([ "$SUITE" = sid ] || echo " $SUITE-updates")"
    [ -z "$security" ] || source_stanza "$security" "$SUITE-security"
  } >"$work/debian.sources"
  # The same sources for this download, which keeps its keys elsewhere.
  mkdir -p "$work/etc/sources.list.d"
  sed "s,^Signed-By: .*,Signed-By: $(keyring)," "$work/debian.sources" >"$work/etc/sources.list.d/debian.sources"
  sed -i '/sourceparts/d' "$APT_CONFIG"
}

source_stanza() {
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
    "$1" "$2" /usr/share/keyrings/debian-archive-keyring.gpg
  # A mirror that keeps one state of the unstable release keeps its signature too, which expires after a week.
  [ "$2" != sid ] || echo 'Check-Valid-Until: no'
  echo
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
