package org.dood.network.host;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.AddressPool;
import org.dood.network.engine.ListedNetwork;
import org.dood.network.engine.Subnet;

/**
 * How many networks an engine's addresses serve, and how many they have to serve already.
 *
 * <p>What else the host routes takes some of them too, and is not seen here.
 *
 * @param capacity how many they serve
 * @param taken how many are spoken for
 */
public record PoolUse(long capacity, long taken) {

  /** With no more left than this, the next few jobs may not start. */
  private static final int SCARCE = 3;

  /**
   * Counts.
   *
   * @param configured the engine's configured pools; empty for its built-in ones
   */
  public static PoolUse of(List<ListedNetwork> networks, List<AddressPool> configured) {
    var pools = configured.isEmpty() ? AddressPool.BUILT_IN : configured;
    var subnets =
        networks.stream()
            .flatMap(network -> network.subnets().stream())
            .flatMap(subnet -> Subnet.parse(subnet).stream())
            .toList();
    return new PoolUse(
        sum(pools.stream().map(AddressPool::capacity)),
        sum(pools.stream().map(pool -> pool.taken(subnets))));
  }

  /** For how many more networks there are addresses, at most. */
  public long left() {
    return capacity - taken;
  }

  /** Whether there are none left, or hardly any. */
  public boolean isScarce() {
    return left() <= SCARCE;
  }

  private static long sum(Stream<Long> numbers) {
    return numbers.mapToLong(Long::longValue).sum();
  }
}
