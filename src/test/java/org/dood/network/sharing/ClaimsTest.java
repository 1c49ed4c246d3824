package org.dood.network.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineException;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.dood.network.testing.EngineValues;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private static final Signature ONE = signature("abc123");
  private static final Signature TWO = signature("def456");

  private final FakeEngine fake = new FakeEngine();
  private final Claims claims = new Claims(Engine.at(EngineAddress.mountedSocket(), fake));
  private final FakeContainer runner = fake.container("runner");
  private final FakeNetwork network = fake.network("compose_default");
  private final SharedAttachment attachment = new SharedAttachment(runner.id(), network.id());

  @Test
  void claim_is_a_container_that_bears_the_runners_label_and_is_not_started() {
    claims.make(attachment, ONE, "sha256:image-of-runner", Optional.empty());
    assertThat(fake.claimsOf(ONE.alias())).hasSize(1);
    assertThat(fake.labelsOfContainerNamed("dood-network-action-claim"))
        .hasValueSatisfying(labels ->
            assertThat(labels).containsKey("abc123").containsEntry("dood-network-action", "claim"));
    assertThat(fake.finishedCommands()).isEmpty();
  }

  @Test
  void release_removes_the_steps_own_claim_and_names_the_others() {
    claims.make(attachment, ONE, "sha256:image-of-runner", Optional.empty());
    claims.make(attachment, TWO, "sha256:image-of-runner", Optional.empty());
    var released = claims.release(attachment, new OwnMarks.OfStep(ONE));
    assertThat(released.held()).isTrue();
    assertThat(released.others()).extracting(Claims.Claim::holder).containsExactly(TWO.alias());
    assertThat(fake.claimsOf(ONE.alias())).isEmpty();
    assertThat(fake.claimsOf(TWO.alias())).hasSize(1);
  }

  @Test
  void release_without_a_claim_changes_nothing() {
    claims.make(attachment, TWO, "sha256:image-of-runner", Optional.empty());
    var released = claims.release(attachment, new OwnMarks.OfStep(ONE));
    assertThat(released.held()).isFalse();
    assertThat(released.others()).extracting(Claims.Claim::holder).containsExactly(TWO.alias());
    assertThat(fake.claimsOf(TWO.alias())).hasSize(1);
  }

  @Test
  void claim_on_another_network_is_another_claim() {
    claims.make(
        new SharedAttachment(runner.id(), fake.network("other").id()),
        ONE,
        "sha256:image-of-runner",
        Optional.empty());
    assertThat(claims.release(attachment, new OwnMarks.OfStep(ONE)).held()).isFalse();
  }

  @Test
  void claim_that_a_failed_call_made_is_made() {
    fake.onCall("POST /containers/create").actThenCutOff();
    claims.make(attachment, ONE, "sha256:image-of-runner", Optional.empty());
    assertThat(fake.claimsOf(ONE.alias())).hasSize(1);
  }

  @Test
  void claim_that_was_not_made_is_a_failure() {
    fake.onCall("POST /containers/create").refuse(500, "no space left");
    assertThatThrownBy(
            () -> claims.make(attachment, ONE, "sha256:image-of-runner", Optional.empty()))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void claim_that_a_failed_call_removed_is_released() {
    claims.make(attachment, ONE, "sha256:image-of-runner", Optional.empty());
    fake.onCall("DELETE /containers/").actThenCutOff();
    assertThat(claims.release(attachment, new OwnMarks.OfStep(ONE)).held()).isTrue();
  }

  @Test
  void claim_that_was_not_removed_is_a_failure() {
    claims.make(attachment, ONE, "sha256:image-of-runner", Optional.empty());
    fake.onCall("DELETE /containers/").refuse(500, "busy");
    assertThatThrownBy(() -> claims.release(attachment, new OwnMarks.OfStep(ONE)))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void containers_are_claims_by_their_label() {
    assertThat(Claims.isClaim(EngineValues.listed("a", Map.of("dood-network-action.claim", "a.b"))))
        .isTrue();
    assertThat(Claims.isClaim(EngineValues.listed("a", Map.of()))).isFalse();
  }

  private static Signature signature(String runner) {
    return EngineValues.signature(runner, "step", "job");
  }
}
