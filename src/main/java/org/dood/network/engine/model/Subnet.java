package org.dood.network.engine.model;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A range of IPv4 addresses.
 *
 * @param first its first address, as a number
 * @param prefix the length of its prefix, 0 to 32
 */
public record Subnet(long first, int prefix) {

  static final int BITS = 32;

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /**
   * Reads such as {@code 172.18.0.0/16}.
   *
   * @return empty if it is no range of IPv4 addresses
   */
  public static Optional<Subnet> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var octets = Stream.of(1, 2, 3, 4).map(parts::group).map(Long::valueOf).toList();
    var prefix = Integer.parseInt(parts.group(5));
    if (prefix > BITS || octets.stream().anyMatch(octet -> octet > 255)) {
      return Optional.empty();
    }
    var address = octets.stream().reduce(0L, (number, octet) -> number << 8 | octet);
    return Optional.of(new Subnet(address >> (BITS - prefix) << (BITS - prefix), prefix));
  }

  boolean overlaps(Subnet other) {
    return first <= other.last() && other.first <= last();
  }

  /** The numbers of the ranges of a prefix's length that both this and another have part in. */
  LongStream overlap(Subnet other, int length) {
    var from = Math.max(first, other.first) >> (BITS - length);
    var to = Math.min(last(), other.last()) >> (BITS - length);
    return LongStream.rangeClosed(from, to);
  }

  private long last() {
    return first + (1L << (BITS - prefix)) - 1;
  }
}
