package org.dood.network.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.containerId;
import static org.dood.network.testing.EngineValues.endpoint;
import static org.dood.network.testing.EngineValues.listed;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptRouteTest {

  private static final KeptRoute BOTH = new KeptRoute("172.17.0.1", "fd00::1");

  @Test
  void marks_hold_each_gateway_and_no_colon() {
    assertThat(BOTH.marks())
        .containsExactly(
            "dood-network-action.kept-route.172.17.0.1", "dood-network-action.kept-route6.fd00--1");
  }

  @ParameterizedTest
  @CsvSource({"172.17.0.1, ''", "'', fd00::1", "172.17.0.1, fd00::1"})
  void marks_are_read_back(String gateway, String ipv6Gateway) {
    var route = new KeptRoute(gateway, ipv6Gateway);
    assertThat(KeptRoute.fromMarks(route.marks())).contains(route);
  }

  @Test
  void other_names_mark_nothing() {
    assertThat(KeptRoute.fromMarks(List.of("runner", "dood-network-action.abc123.a.net")))
        .isEmpty();
    assertThat(KeptRoute.fromMarks(List.of())).isEmpty();
  }

  @Test
  void route_is_found_on_any_of_the_endpoints() {
    var marked = endpoint("b", "runner", BOTH.marks().getFirst(), BOTH.marks().getLast());
    assertThat(KeptRoute.markedOn(List.of(endpoint("a"), marked))).contains(BOTH);
    assertThat(KeptRoute.markedOn(List.of(endpoint("a")))).isEmpty();
  }

  @Test
  void labels_name_the_network_namespace_of_the_rules() {
    assertThat(BOTH.labels(containerId("runner")))
        .containsOnlyKeys(BOTH.marks())
        .containsValue(containerId("runner").value());
  }

  @Test
  void route_on_a_container_counts_for_the_namespace_that_its_label_names_alone() {
    var container = listed("routes", BOTH.labels(containerId("runner")));
    assertThat(KeptRoute.markedOn(List.of(container), containerId("runner"))).contains(BOTH);
    assertThat(KeptRoute.markedOn(List.of(container), containerId("other"))).isEmpty();
  }

  @Test
  void container_marks_a_route_by_its_labels() {
    assertThat(KeptRoute.isMarkedOn(listed("routes", BOTH.labels(containerId("runner"))))).isTrue();
    assertThat(KeptRoute.isMarkedOn(listed("claim", Map.of("dood-network-action", "claim"))))
        .isFalse();
  }

  @Test
  void commands_pass_both_gateways() {
    assertThat(BOTH.commandToSet())
        .containsExactly("/action/keep-route", "set", "172.17.0.1", "fd00::1");
    assertThat(BOTH.commandToRemove())
        .containsExactly("/action/keep-route", "remove", "172.17.0.1", "fd00::1");
  }
}
