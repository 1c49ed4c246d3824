# shellcheck shell=bash
# The certificate authorities that only this host trusts.
#
# A network that inspects TLS re-signs it with one of its own. In the image they lie
# where ca-certificates takes them up as soon as it is installed.

HOST_CAS=/usr/local/share/ca-certificates

host_cas() { find "$HOST_CAS" -maxdepth 1 -name '*.crt' -type f -readable 2>/dev/null | sort; }

host_cas_sum() { host_cas | xargs -r cat | cksum | cut -d' ' -f1; }

copy_host_cas() {
  local ca
  for ca in $(host_cas); do cp "$ca" "$1/"; done
}
