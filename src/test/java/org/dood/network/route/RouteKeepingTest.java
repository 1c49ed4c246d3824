package org.dood.network.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import org.junit.jupiter.api.Test;

class RouteKeepingTest {

  private static final KeptRoute ROUTE = new KeptRoute("172.17.0.1", "");
  private static final RouteKeeping BY_RULES =
      new RouteKeeping.ByRules(ROUTE, "sha256:image", signature("abc123", "step", "network"));

  @Test
  void rules_mark_the_route_on_each_endpoint() {
    assertThat(BY_RULES.marks()).isEqualTo(ROUTE.marks());
    assertThat(BY_RULES.kept()).contains(ROUTE);
    assertThat(BY_RULES.gatewayPriority()).isZero();
  }

  @Test
  void priority_puts_new_endpoints_below_those_that_are_there() {
    var byPriority = new RouteKeeping.ByPriority();
    assertThat(byPriority.gatewayPriority()).isNegative();
    assertThat(byPriority.rules()).isEmpty();
    assertThat(byPriority.marks()).isEmpty();
  }

  @Test
  void engines_choice_changes_nothing() {
    var choice = new RouteKeeping.EnginesChoice();
    assertThat(choice.gatewayPriority()).isZero();
    assertThat(choice.rules()).isEmpty();
    assertThat(choice.kept()).isEmpty();
    assertThat(choice.marks()).isEmpty();
  }
}
