package org.dood.network.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The job's network, as seen from the namespace that this process runs in.
 *
 * @param name the network's name
 * @param member the address of some container on it
 */
record JobNetwork(String name, InetAddress member) {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

  /**
   * Where a service is now: its container may have been started anew at another address. The name
   * with the network's is known to Docker and is unambiguous; Podman knows the bare one. On the
   * engine's host, where no name is known, a service is given by its address.
   */
  InetAddress addressOf(String service) throws UnknownHostException {
    if (ADDRESS.matcher(service).matches()) {
      return InetAddress.getByName(service);
    }
    try {
      return InetAddress.getByName(service + "." + name);
    } catch (UnknownHostException notDocker) {
      return InetAddress.getByName(service);
    }
  }

  /** Whether this namespace is attached to it: an interface has an address of its range. */
  boolean isAttached() throws IOException {
    try (var interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces.flatMap(i -> i.getInterfaceAddresses().stream()).anyMatch(this::holds);
    } catch (SocketException none) {
      return false;
    }
  }

  private boolean holds(InterfaceAddress address) {
    return Optional.of(address.getAddress().getAddress())
        .filter(own -> own.length == member.getAddress().length)
        .map(own -> commonBits(own, member.getAddress()) >= address.getNetworkPrefixLength())
        .orElse(false);
  }

  private static int commonBits(byte[] one, byte[] other) {
    var at = Arrays.mismatch(one, other);
    return at < 0
        ? one.length * Byte.SIZE
        : at * Byte.SIZE + Integer.numberOfLeadingZeros((one[at] ^ other[at]) & 0xff) - 24;
  }
}
