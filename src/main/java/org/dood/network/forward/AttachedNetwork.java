package org.dood.network.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The job's network, as seen from the namespace that this process runs in.
 *
 * @param name the network's name
 * @param member the address of some container on it
 */
record AttachedNetwork(String name, InetAddress member) {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

  /**
   * Where a service is now: its container may have been started anew at another address. The name
   * with the network's is known to Docker and is unambiguous; Podman knows the bare one. That one
   * another network of this namespace may know too, as somebody else's: only an address on the
   * job's network is the service's. On the engine's host, where no name is known, a service is
   * given by its address.
   */
  InetAddress addressOf(String service) throws IOException {
    if (ADDRESS.matcher(service).matches()) {
      return InetAddress.getByName(service);
    }
    var ranges = ranges();
    return known(service)
        .filter(address -> ranges.stream().anyMatch(range -> holds(range, address)))
        .findFirst()
        .orElseThrow(() -> new UnknownHostException(service + " is not on the network " + name));
  }

  private Stream<InetAddress> known(String service) throws UnknownHostException {
    try {
      return Stream.of(InetAddress.getAllByName(service + "." + name));
    } catch (UnknownHostException notDocker) {
      return Stream.of(InetAddress.getAllByName(service));
    }
  }

  /**
   * Whether this namespace is attached to it: an interface has an address of its range. A look that
   * fails, mostly for want of a file descriptor, does not say that it is not; the next one will.
   */
  boolean isAttached() {
    try {
      return !ranges().isEmpty();
    } catch (SocketException notNow) {
      return true;
    }
  }

  /** The interfaces' addresses that are on it. */
  private List<InterfaceAddress> ranges() throws SocketException {
    try (var interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces
          .flatMap(i -> i.getInterfaceAddresses().stream())
          .filter(range -> holds(range, member))
          .toList();
    }
  }

  private static boolean holds(InterfaceAddress range, InetAddress address) {
    return Optional.of(range.getAddress().getAddress())
        .filter(own -> own.length == address.getAddress().length)
        .map(own -> commonBits(own, address.getAddress()) >= range.getNetworkPrefixLength())
        .orElse(false);
  }

  private static int commonBits(byte[] one, byte[] other) {
    var at = Arrays.mismatch(one, other);
    return at < 0
        ? one.length * Byte.SIZE
        : at * Byte.SIZE + Integer.numberOfLeadingZeros((one[at] ^ other[at]) & 0xff) - 24;
  }
}
