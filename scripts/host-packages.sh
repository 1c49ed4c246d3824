# shellcheck shell=bash
# Installs packages of the host's own distribution, without starting the services that they contain.

POLICY_RC_D=/usr/sbin/policy-rc.d

# install_packages PACKAGE...   (as root, on a host with apt-get)
install_packages() {
  update_package_lists
  local units_before
  units_before=$(enabled_units)
  if [ -e "$POLICY_RC_D" ]; then
    install_behind_our_policy "$@"
  else
    install_with_our_policy "$@"
  fi
  disable_new_units "$units_before"
}

update_package_lists() {
  [ -z "${PACKAGE_LISTS_ARE_NEW:-}" ] || return 0
  # A broken third-party source is not an error yet: the installation fails if a package is missing.
  apt-get -q update || echo "apt-get update failed for some sources; going on with what is there"
  PACKAGE_LISTS_ARE_NEW=yes
}

APT_INSTALL=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends
  -o DPkg::Lock::Timeout=120 install)

install_with_our_policy() {
  trap 'rm -f "$POLICY_RC_D"' EXIT
  write_policy "$POLICY_RC_D"
  "${APT_INSTALL[@]}" "$@"
  rm -f "$POLICY_RC_D"
  trap - EXIT
}

# The host has a policy of its own, which stays in place: ours is mounted over it in a mount namespace.
install_behind_our_policy() {
  local ours
  ours=$(mktemp)
  write_policy "$ours"
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare -m sh -c 'mount --bind "$1" "$2" && shift 2 && exec "$@"' - \
    "$ours" "$POLICY_RC_D" "${APT_INSTALL[@]}" "$@"
  rm -f "$ours"
}

write_policy() {
  printf '#!/bin/sh\n# dood-network-action: start no service while it installs a package\nexit 101\n' >"$1"
  chmod 755 "$1"
}

# A service that came with a package must not start when the machine boots, either.
systemd_runs() { [ -d /run/systemd/system ] && has systemctl; }

enabled_units() {
  systemd_runs || return 0
  systemctl list-unit-files --state=enabled --no-legend --plain | cut -d' ' -f1
}

disable_new_units() {
  systemd_runs || return 0
  local unit
  for unit in $(enabled_units); do
    grep -qxF "$unit" <<<"$1" || systemctl disable --quiet "$unit"
  done
}

package_exists() { [ -n "$(apt-cache --quiet=2 show "$1" 2>/dev/null | head -n 1)" ]; }
