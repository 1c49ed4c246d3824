package org.dood.network.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A range of IPv4 addresses that an engine cuts the ranges of new networks from.
 *
 * @param base the range
 * @param size the length of the prefix of what is cut from it, not less than the base's
 */
public record AddressPool(Subnet base, int size) {

  /**
   * What an engine has if nobody configures any (moby, {@code libnetwork/ipamutils}): 31 ranges in
   * all, the first of which the default bridge takes.
   */
  public static final List<AddressPool> BUILT_IN =
      Stream.concat(
              IntStream.rangeClosed(17, 31)
                  .mapToObj(second -> of("172." + second + ".0.0/16", 16))
                  .flatMap(Optional::stream),
              of("192.168.0.0/16", 20).stream())
          .toList();

  /**
   * Reads one of an engine's configuration.
   *
   * @return empty if it is of IPv6 or makes no sense
   */
  public static Optional<AddressPool> of(String base, int size) {
    return Subnet.parse(base)
        .filter(subnet -> size >= subnet.prefix() && size <= Subnet.BITS)
        .map(subnet -> new AddressPool(subnet, size));
  }

  /** How many networks it has addresses for. */
  public long capacity() {
    return 1L << (size - base.prefix());
  }

  /** How many of them are spoken for, in part or whole. */
  public long taken(List<Subnet> subnets) {
    return subnets.stream()
        .filter(base::overlaps)
        .flatMapToLong(subnet -> base.overlap(subnet, size))
        .distinct()
        .count();
  }
}
