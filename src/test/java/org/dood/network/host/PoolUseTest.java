package org.dood.network.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dood.network.engine.model.AddressPool;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.Subnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many networks an engine has address ranges for, and how many of those are taken. */
class PoolUseTest {

  private static final List<AddressPool> BUILT_IN = List.of();

  private static PoolUse use(List<AddressPool> pools, String... subnets) {
    return PoolUse.of(Stream.of(subnets).map(PoolUseTest::network).toList(), pools);
  }

  private static ListedNetwork network(String subnet) {
    return new ListedNetwork(
        new NetworkId(subnet),
        "some",
        "bridge",
        Instant.EPOCH,
        Set.of(),
        Optional.empty(),
        List.of(subnet));
  }

  private static AddressPool pool(String base, int size) {
    return new AddressPool(Subnet.parse(base).orElseThrow(), size);
  }

  @Test
  void built_in_pools_serve_31_networks() {
    assertThat(use(BUILT_IN)).isEqualTo(new PoolUse(31, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "172.17.0.0/16, 1",
    "172.31.0.0/16, 1",
    "192.168.240.0/20, 1",
    "192.168.15.0/24, 1",
    "192.168.0.0/16, 16",
    "172.16.0.0/12, 15",
    "0.0.0.0/0, 31",
    "10.0.0.0/8, 0",
    "172.16.0.0/16, 0",
    "fd00::/64, 0"
  })
  void network_takes_the_ranges_that_it_overlaps(String subnet, long taken) {
    assertThat(use(BUILT_IN, subnet).taken()).isEqualTo(taken);
  }

  @Test
  void range_of_two_networks_counts_once() {
    assertThat(use(BUILT_IN, "172.20.1.0/24", "172.20.2.0/24").taken()).isEqualTo(1);
  }

  @Test
  void configured_pools_replace_the_built_in_ones() {
    var pools = List.of(pool("10.10.0.0/16", 24), pool("10.20.0.0/24", 26));
    assertThat(use(pools, "172.17.0.0/16", "10.10.3.0/24", "10.20.0.64/26"))
        .isEqualTo(new PoolUse(256 + 4, 2));
  }

  @Test
  void ranges_for_three_more_networks_are_scarce() {
    var subnets =
        IntStream.range(0, 28)
            .mapToObj(n ->
                n < 15
                    ? "172.%d.0.0/16".formatted(17 + n)
                    : "192.168.%d.0/20".formatted(16 * (n - 15)))
            .toList();
    assertThat(use(BUILT_IN, subnets.toArray(String[]::new)).isScarce()).isTrue();
    assertThat(use(BUILT_IN, subnets.subList(0, 27).toArray(String[]::new)).isScarce()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "172.17.0.0", "172.17.0/16", "172.17.0.256/16", "172.17.0.0/33", "fd00::/8"})
  void text_of_another_form_is_no_subnet(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }
}
