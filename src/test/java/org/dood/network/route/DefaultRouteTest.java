package org.dood.network.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.endpoint;
import static org.dood.network.testing.EngineValues.network;
import static org.dood.network.testing.EngineValues.networkId;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultRouteTest {

  private static final String GATEWAY = "172.18.0.1";
  private static final String IPV6_GATEWAY = "fd00::1";

  private static Optional<KeptRoute> toKeep(List<Endpoint> endpoints, List<Network> joined) {
    return DefaultRoute.toKeep(endpoints, joined, EngineFamily.DOCKER);
  }

  @ParameterizedTest
  @CsvSource({"a", "m", "z"})
  void on_podman_each_network_takes_the_route_over(String joined) {
    assertThat(
            DefaultRoute.toKeep(
                List.of(endpoint("m")), List.of(network(joined)), EngineFamily.PODMAN))
        .contains(new KeptRoute(GATEWAY, ""));
  }

  @Test
  void on_podman_too_an_internal_network_takes_no_route_over() {
    var internal = new Network(networkId("a"), "a", true, false, Map.of());
    assertThat(DefaultRoute.toKeep(List.of(endpoint("m")), List.of(internal), EngineFamily.PODMAN))
        .isEmpty();
  }

  @Test
  void container_without_endpoints_has_no_route_to_keep() {
    assertThat(toKeep(List.of(), List.of(network("a")))).isEmpty();
  }

  @Test
  void route_stays_where_nothing_is_joined() {
    assertThat(toKeep(List.of(endpoint("m")), List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a, true", "m, false", "z, false"})
  void network_whose_name_sorts_first_takes_the_route_over(String joined, boolean takesOver) {
    assertThat(toKeep(List.of(endpoint("m")), List.of(network(joined))).isPresent())
        .isEqualTo(takesOver);
  }

  @Test
  void route_to_keep_leads_to_the_gateway_of_the_network_that_has_it() {
    assertThat(toKeep(List.of(endpoint("m")), List.of(network("a"))))
        .contains(new KeptRoute(GATEWAY, ""));
  }

  @Test
  void any_joined_network_can_take_the_route_over() {
    assertThat(toKeep(List.of(endpoint("m")), List.of(network("z"), network("a")))).isPresent();
  }

  @Test
  void internal_network_takes_no_route_over() {
    var internal = new Network(networkId("a"), "a", true, false, Map.of());
    assertThat(toKeep(List.of(endpoint("m")), List.of(internal))).isEmpty();
  }

  @Test
  void dual_stack_network_takes_the_route_over_whatever_its_name() {
    var dualStack = new Network(networkId("z"), "z", false, true, Map.of());
    assertThat(toKeep(List.of(endpoint("m")), List.of(dualStack))).isPresent();
  }

  @Test
  void network_with_ipv4_alone_takes_no_route_over_from_a_dual_stack_network() {
    assertThat(toKeep(List.of(dualStackEndpoint("m")), List.of(network("a")))).isEmpty();
  }

  @Test
  void both_routes_of_a_dual_stack_network_are_kept() {
    var joined = new Network(networkId("a"), "a", false, true, Map.of());
    assertThat(toKeep(List.of(dualStackEndpoint("m")), List.of(joined)))
        .contains(new KeptRoute(GATEWAY, IPV6_GATEWAY));
  }

  @Test
  void network_with_ipv6_alone_may_take_over_either_route() {
    var joined = new Network(networkId("z"), "z", false, true, Map.of());
    assertThat(toKeep(List.of(endpoint("m")), List.of(joined)))
        .contains(new KeptRoute(GATEWAY, ""));
    var ipv6 = new Endpoint(networkId("m"), "m", "", "fd00::2", "", IPV6_GATEWAY, List.of());
    assertThat(toKeep(List.of(ipv6), List.of(joined))).contains(new KeptRoute("", IPV6_GATEWAY));
  }

  @Test
  void endpoint_with_an_ipv6_gateway_alone_is_not_dual_stack() {
    var ipv6 = new Endpoint(networkId("m"), "m", "", "", "", IPV6_GATEWAY, List.of());
    assertThat(toKeep(List.of(ipv6), List.of(network("a"))))
        .contains(new KeptRoute("", IPV6_GATEWAY));
  }

  @Test
  void route_belongs_to_the_endpoint_whose_network_sorts_first() {
    var first = new Endpoint(networkId("k"), "k", "", "", "172.20.0.1", "", List.of());
    assertThat(toKeep(List.of(endpoint("m"), first, endpoint("x")), List.of(network("a"))))
        .contains(new KeptRoute("172.20.0.1", ""));
  }

  @Test
  void endpoint_without_a_gateway_has_no_route() {
    var internal = new Endpoint(networkId("b"), "b", "", "", "", "", List.of());
    assertThat(toKeep(List.of(internal, endpoint("m")), List.of(network("a"))))
        .contains(new KeptRoute(GATEWAY, ""));
    assertThat(toKeep(List.of(internal), List.of(network("a")))).isEmpty();
  }

  @Test
  void route_that_rules_keep_already_is_kept_whatever_is_joined() {
    var kept = new KeptRoute("10.0.0.1", "");
    var marked = endpoint("m", kept.marks().toArray(String[]::new));
    assertThat(toKeep(List.of(marked), List.of(network("z")))).contains(kept);
  }

  private static Endpoint dualStackEndpoint(String network) {
    return new Endpoint(networkId(network), network, "", "", GATEWAY, IPV6_GATEWAY, List.of());
  }
}
