package org.dood.network.testing.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What certain calls do, from now on, instead of what they ask for or beside it. */
public final class Disturbance {

  private static final String CUT_OFF = "Connection reset by peer";

  private final Function<Call, Answer> undisturbed;
  private final Consumer<Function<Call, Answer>> install;

  /**
   * A disturbance that is yet to be chosen.
   *
   * @param undisturbed what the calls ask for
   * @param install makes the calls do something else from now on
   */
  Disturbance(Function<Call, Answer> undisturbed, Consumer<Function<Call, Answer>> install) {
    this.undisturbed = undisturbed;
    this.install = install;
  }

  /** The calls have no effect and get this answer, from something else than the engine. */
  public void answer(int status, String body) {
    install.accept(_ -> Answer.foreign(status, body));
  }

  /** The calls have no effect and the engine refuses them. */
  public void refuse(int status, String message) {
    install.accept(_ -> Answer.refusal(status, message));
  }

  /** The calls have no effect and get no answer, but fail. */
  public void fail(RuntimeException failure) {
    install.accept(_ -> {
      throw failure;
    });
  }

  /** The calls have no effect and get no answer: reading or writing fails. */
  public void fail(String message) {
    fail(new UncheckedIOException(new IOException(message)));
  }

  /** The calls have no effect and their connection is cut off. */
  public void cutOff() {
    fail(CUT_OFF);
  }

  /** The calls take effect, and their answers' bodies are changed. */
  public void changeAnswer(UnaryOperator<String> change) {
    install.accept(call -> {
      var answer = undisturbed.apply(call);
      return new Answer(answer.status(), change.apply(answer.body()));
    });
  }

  /** The calls take effect, and get this answer. */
  public void actThenAnswer(int status, String body) {
    install.accept(call -> {
      var _ = undisturbed.apply(call);
      return new Answer(status, body);
    });
  }

  /** The calls take effect, and the engine answers as if it had refused them. */
  public void actThenRefuse(int status, String message) {
    install.accept(call -> {
      var _ = undisturbed.apply(call);
      return Answer.refusal(status, message);
    });
  }

  /** The calls take effect, and their connection is cut off before the answer. */
  public void actThenCutOff() {
    install.accept(call -> {
      var _ = undisturbed.apply(call);
      throw new UncheckedIOException(new IOException(CUT_OFF));
    });
  }

  /** The calls take effect and get their answer; after the first of them, something happens. */
  public void actThenRunOnce(Runnable meanwhile) {
    var due = new AtomicBoolean(true);
    install.accept(call -> {
      var answer = undisturbed.apply(call);
      if (due.getAndSet(false)) {
        meanwhile.run();
      }
      return answer;
    });
  }

  /** The calls take effect and get their answer; after each of them, something happens. */
  public void actThenRun(Runnable meanwhile) {
    install.accept(call -> {
      var answer = undisturbed.apply(call);
      meanwhile.run();
      return answer;
    });
  }

  /** Something happens at each of the calls, and the engine refuses them. */
  public void runThenRefuse(Runnable before, int status, String message) {
    install.accept(_ -> {
      before.run();
      return Answer.refusal(status, message);
    });
  }
}
