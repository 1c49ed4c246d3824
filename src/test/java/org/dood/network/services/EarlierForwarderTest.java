package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.services.SomeServices.ON_JOB_NETWORK;
import static org.dood.network.testing.EngineValues.signature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.forward.Forward;
import org.dood.network.forward.HostForwards;
import org.dood.network.runner.Signature;
import org.dood.network.testing.EngineValues;
import org.junit.jupiter.api.Test;

/** Which forwarder of an earlier step serves a later one too. */
class EarlierForwarderTest {

  private static final Signature STEP = signature("abc123", "first", SomeServices.NETWORK);
  private static final List<Forward> FORWARDS =
      List.of(new Forward(5433, "postgres", 5432), new Forward(80, "fd00::2", 8080));

  private static ListedContainer forwarder(Signature signature, StepsLocation steps) {
    var labels = new LinkedHashMap<>(signature.labels(Signature.FORWARDER));
    labels.putAll(
        EarlierForwarder.labels(
            new ForwarderTask(
                steps,
                SomeServices.NETWORK,
                "172.18.0.2",
                FORWARDS,
                List.of(),
                Optional.of(new HostForwards("172.18.0.1", List.of(8080, 9000))))));
    return EngineValues.listed("forwarder-1", labels);
  }

  @Test
  void running_forwarder_of_the_same_job_at_the_same_localhost_is_one() {
    assertThat(EarlierForwarder.of(forwarder(STEP, ON_JOB_NETWORK), STEP, ON_JOB_NETWORK))
        .contains(
            new EarlierForwarder(new ObjectName("forwarder-1"), FORWARDS, List.of(8080, 9000)));
  }

  @Test
  void forwarder_of_another_job_is_none() {
    var other = signature("abc123", "first", "github_network_" + "f".repeat(32));
    assertThat(EarlierForwarder.of(forwarder(other, ON_JOB_NETWORK), STEP, ON_JOB_NETWORK))
        .isEmpty();
  }

  @Test
  void forwarder_in_another_network_namespace_is_none() {
    assertThat(
            EarlierForwarder.of(
                forwarder(STEP, new StepsLocation.OnEngineHost()), STEP, ON_JOB_NETWORK))
        .isEmpty();
  }

  @Test
  void forwarder_that_has_ended_is_none() {
    var ended = forwarder(STEP, ON_JOB_NETWORK);
    assertThat(
            EarlierForwarder.of(
                new ListedContainer(
                    ended.id(),
                    ended.name(),
                    ended.image(),
                    new ContainerState("exited"),
                    ended.labels(),
                    ended.mounts(),
                    ended.networks()),
                STEP,
                ON_JOB_NETWORK))
        .isEmpty();
  }

  @Test
  void container_without_a_signature_is_none() {
    var labels = Map.of(Signature.PURPOSE_LABEL, Signature.FORWARDER);
    assertThat(EarlierForwarder.of(EngineValues.listed("a", labels), STEP, ON_JOB_NETWORK))
        .isEmpty();
  }
}
