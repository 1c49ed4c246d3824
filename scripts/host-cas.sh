# shellcheck shell=bash
# The certificate authorities that were added to this host: a network that inspects TLS signs with one of
# its own. An image needs them too. The package ca-certificates reads them from this directory when it is
# installed.

HOST_CAS=/usr/local/share/ca-certificates

host_cas() { find "$HOST_CAS" -maxdepth 1 -name '*.crt' -type f -readable 2>/dev/null | sort; }

host_cas_sum() { host_cas | xargs -r cat | cksum | cut -d' ' -f1; }

copy_host_cas() {
  local ca
  for ca in $(host_cas); do cp "$ca" "$1/"; done
}
