package org.dood.network.host;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.model.AddressPool;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.Subnet;

/**
 * How many networks an engine has address ranges for, and how many ranges are taken.
 *
 * <p>Other routes of the host take ranges too; the engine's API does not show those.
 *
 * @param capacity the number of networks that the address pools can serve
 * @param taken the number of ranges that existing networks overlap
 */
public record PoolUse(long capacity, long taken) {

  /** With so few ranges left, one of the next few jobs may fail to start. */
  private static final int SCARCE = 3;

  /**
   * Counts the ranges that networks take.
   *
   * @param configured the engine's configured pools; if there are none, it uses the built-in ones
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

  /** The number of further networks for which there are ranges, at most. */
  public long left() {
    return capacity - taken;
  }

  /** Whether at most a few ranges are left. */
  public boolean isScarce() {
    return left() <= SCARCE;
  }

  private static long sum(Stream<Long> numbers) {
    return numbers.mapToLong(Long::longValue).sum();
  }
}
