package org.dood.network.detach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.listed;

import java.util.List;
import java.util.Map;
import org.dood.network.route.KeptRoute;
import org.junit.jupiter.api.Test;

class StepContainersTest {

  @Test
  void claims_and_containers_that_mark_rules_are_marks_and_all_others_are_not() {
    var claim = listed("claim", Map.of("dood-network-action.claim", "a.b"));
    var routes =
        listed("routes", Map.of(new KeptRoute("172.17.0.1", "").marks().getFirst(), "runner"));
    var forwarder = listed("forwarder", Map.of("dood-network-action", "forwarder"));
    assertThat(StepContainers.of(List.of(claim, forwarder, routes)))
        .isEqualTo(new StepContainers(List.of(claim, routes), List.of(forwarder)));
  }
}
