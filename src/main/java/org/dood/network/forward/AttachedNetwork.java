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
 * The job's network, as the network namespace of this process is attached to it.
 *
 * @param name the network's name
 * @param member the address of any container on it
 */
record AttachedNetwork(String name, InetAddress member) {

  /** An IPv4 or an IPv6 address; no name has the form of either. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  /**
   * The present address of a service: its container may have been restarted with another address.
   * Docker resolves {@code service.network}, which is unambiguous; Podman resolves only {@code
   * service}. Another network of this namespace may resolve that to a container of its own, so only
   * an address on the job's network counts. On the engine's host no name resolves, so the service
   * is given by its address.
   *
   * @throws UnknownHostException if no address on the job's network is found
   */
  InetAddress addressOf(String service) throws IOException {
    if (ADDRESS.matcher(service).matches()) {
      return InetAddress.getByName(service);
    }
    var ranges = ranges();
    return resolved(service)
        .filter(address -> ranges.stream().anyMatch(range -> holds(range, address)))
        .findFirst()
        .orElseThrow(() -> new UnknownHostException(service + " is not on the network " + name));
  }

  private Stream<InetAddress> resolved(String service) throws UnknownHostException {
    try {
      return Stream.of(InetAddress.getAllByName(service + "." + name));
    } catch (UnknownHostException notDocker) {
      return Stream.of(InetAddress.getAllByName(service));
    }
  }

  /**
   * Whether this namespace is attached to the network: an interface has an address of its range. A
   * failed look says nothing, since mostly a file descriptor or memory is lacking: the next look
   * decides.
   */
  boolean isAttached() {
    try {
      return !ranges().isEmpty();
    } catch (SocketException | OutOfMemoryError notNow) {
      return true;
    }
  }

  /** The addresses of interfaces whose range holds the member. */
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
