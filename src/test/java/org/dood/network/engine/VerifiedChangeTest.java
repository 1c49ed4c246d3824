package org.dood.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dood.network.engine.VerifiedChange.Result;
import org.junit.jupiter.api.Test;

class VerifiedChangeTest {

  private static final EngineFailure REFUSED =
      new EngineFailure.Refused("remove container a", 500, "busy");

  private static void fails() {
    throw new EngineException(REFUSED, new IllegalStateException());
  }

  private static boolean lookFails() {
    throw new EngineException(
        new EngineFailure.Refused("inspect container a", 403, "filtered"),
        new IllegalStateException());
  }

  @Test
  void change_without_a_failure_is_not_verified() {
    assertThat(VerifiedChange.make(() -> {}, VerifiedChangeTest::lookFails))
        .isEqualTo(new Result.Done());
  }

  @Test
  void change_that_was_made_despite_a_failure_is_done() {
    assertThat(VerifiedChange.make(VerifiedChangeTest::fails, () -> true))
        .isEqualTo(new Result.Done());
    assertThatCode(() -> VerifiedChange.require(VerifiedChangeTest::fails, () -> true))
        .doesNotThrowAnyException();
  }

  @Test
  void change_that_was_not_made_keeps_its_failure() {
    assertThat(VerifiedChange.make(VerifiedChangeTest::fails, () -> false))
        .isEqualTo(new Result.NotDone(REFUSED));
    assertThatThrownBy(() -> VerifiedChange.require(VerifiedChangeTest::fails, () -> false))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.failure()).isEqualTo(REFUSED));
  }

  @Test
  void change_that_cannot_be_verified_is_uncertain_and_keeps_its_own_failure() {
    assertThat(VerifiedChange.make(VerifiedChangeTest::fails, VerifiedChangeTest::lookFails))
        .isEqualTo(new Result.Uncertain(REFUSED));
    assertThatThrownBy(
            () -> VerifiedChange.require(VerifiedChangeTest::fails, VerifiedChangeTest::lookFails))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.failure()).isEqualTo(REFUSED));
  }
}
