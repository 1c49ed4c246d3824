package org.dood.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BooleanSupplier;
import org.dood.network.engine.VerifiedChange.Result;
import org.junit.jupiter.api.Test;

class VerifiedChangeTest {

  private static final EngineFailure REFUSED =
      new EngineFailure.Refused("remove container a", 500, "busy");
  private static final Runnable FAILS =
      () -> {
        throw new EngineException(REFUSED, new IllegalStateException());
      };
  private static final BooleanSupplier LOOK_FAILS =
      () -> {
        throw new EngineException(
            new EngineFailure.Refused("inspect container a", 403, "filtered"),
            new IllegalStateException());
      };

  @Test
  void change_without_a_failure_is_not_verified() {
    assertThat(VerifiedChange.make(() -> {}, LOOK_FAILS)).isEqualTo(new Result.Done());
  }

  @Test
  void change_that_was_made_despite_a_failure_is_done() {
    assertThat(VerifiedChange.make(FAILS, () -> true)).isEqualTo(new Result.Done());
    assertThatCode(() -> VerifiedChange.require(FAILS, () -> true)).doesNotThrowAnyException();
  }

  @Test
  void change_that_was_not_made_keeps_its_failure() {
    assertThat(VerifiedChange.make(FAILS, () -> false)).isEqualTo(new Result.NotDone(REFUSED));
    assertThatThrownBy(() -> VerifiedChange.require(FAILS, () -> false))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.failure()).isEqualTo(REFUSED));
  }

  @Test
  void change_that_cannot_be_verified_is_uncertain_and_keeps_its_own_failure() {
    assertThat(VerifiedChange.make(FAILS, LOOK_FAILS)).isEqualTo(new Result.Uncertain(REFUSED));
    assertThatThrownBy(() -> VerifiedChange.require(FAILS, LOOK_FAILS))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.failure()).isEqualTo(REFUSED));
  }
}
