package org.dood.network.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;

class JobUseTest {

  private static final String JOB = "github_network_1";
  private static final Signature ONE = signature("abc123", "one", JOB);
  private static final Signature TWO = signature("abc123", "two", JOB);

  private final FakeEngine fake = new FakeEngine();
  private final Engine engine = Engine.at(EngineAddress.mountedSocket(), fake);
  private final FakeNetwork network = fake.network(JOB).withLabel("abc123");
  private final FakeContainer runner = fake.container("runner").onNetwork(network);

  private JobUse use(Signature step) {
    return JobUse.of(Optional.of(step), new JobNetworkMembers(engine));
  }

  private void claim(Signature holder) {
    new Claims(engine)
        .make(
            new SharedAttachment(runner.id(), network.id()),
            holder,
            "sha256:image-of-runner",
            Optional.of(JOB));
  }

  @Test
  void without_claims_the_step_shared_nothing() {
    assertThat(use(ONE)).isEqualTo(new JobUse.ByThisStep());
  }

  @Test
  void claim_of_another_step_shows_that_it_still_uses_it() {
    claim(ONE);
    claim(TWO);
    assertThat(use(ONE)).isEqualTo(new JobUse.ByFurtherSteps());
    assertThat(use(TWO)).isEqualTo(new JobUse.ByFurtherSteps());
  }

  @Test
  void own_claim_alone_shows_that_the_step_is_the_last() {
    claim(TWO);
    assertThat(use(TWO)).isEqualTo(new JobUse.ByThisStepAsTheLast(new OwnMarks.OfJob(TWO)));
  }

  @Test
  void service_whose_image_has_the_label_of_a_claim_is_none() {
    fake.container("service")
        .withLabel("dood-network-action.claim", "any")
        .withLabel("dood-network-action.signature", signature("abc123", "x", "other").alias())
        .onNetwork(network);
    assertThat(use(ONE)).isEqualTo(new JobUse.ByThisStep());
  }

  @Test
  void step_that_is_not_known_or_has_no_network_of_its_own_makes_no_call() {
    assertThat(JobUse.of(Optional.empty(), new JobNetworkMembers(engine)))
        .isEqualTo(new JobUse.ByThisStep());
    assertThat(use(signature("one", "ci"))).isEqualTo(new JobUse.ByThisStep());
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void engine_that_cannot_be_asked_counts_as_no_claim_and_is_asked_once() {
    fake.onCall("GET /containers/json").refuse(500, "out of memory");
    var members = new JobNetworkMembers(engine);
    assertThat(JobUse.of(Optional.of(ONE), members)).isEqualTo(new JobUse.ByThisStep());
    assertThat(members.on(JOB)).isEmpty();
    assertThat(fake.calls()).hasSize(1);
  }
}
