package org.dood.network.integration.support;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** What can go wrong with a call to the engine. */
public enum Fault {
  STATUS_500("500", "the engine answered 500: out of order") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      EngineProxy.refusal(500, "out of order").serve(exchange);
    }
  },
  STATUS_404(
      "404",
      "the status 404 without an engine's words|here is no|knows? no|not know|no processes") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      EngineProxy.refusal(404, "page not found").serve(exchange);
    }
  },
  STATUS_409("409", "the engine answered 409: conflict|no processes") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      EngineProxy.refusal(409, "conflict").serve(exchange);
    }
  },
  GARBAGE("garbage", "could not be understood|it ended early") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      EngineProxy.answer(200, "<html>It works!</html>").serve(exchange);
    }
  },
  ENDLESS("endless", "could not be understood|gave no answer within|it ended early") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      exchange.answerWithoutEnd("[\"\"", ",\"x\"");
    }
  },
  /** Of an answer without a body, the end of its head is missing. */
  CUT_SHORT("cut short", "no connection to the engine|could not be understood") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      var answer = exchange.forwardAndKeepAnswer();
      exchange.send(Arrays.copyOf(answer, answer.length - 3));
    }
  },
  SILENCE("silence", "the engine gave no answer within") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      exchange.awaitClose();
    }
  },
  DROPPED_BEFORE("dropped", "no connection to the engine") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) {}
  },
  DROPPED_AFTER("acted, dropped", "no connection to the engine") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      exchange.forwardAndKeepAnswer();
    }
  },
  /** Nothing to complain of. */
  SLOW("slow", "(?!)") {
    @Override
    public void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException {
      Poll.pass(slowness);
      exchange.forward();
    }
  };

  private final String inWords;

  private final String toldAs;

  Fault(String inWords, String toldAs) {
    this.inWords = inWords;
    this.toldAs = toldAs;
  }

  /**
   * Disturbs a call.
   *
   * @param slowness how long {@link #SLOW} holds it up
   */
  public abstract void serve(EngineProxy.Exchange exchange, Duration slowness) throws IOException;

  /** What a stage says that complains of it, as a regular expression. */
  public String toldAs() {
    return toldAs;
  }

  @Override
  public String toString() {
    return inWords;
  }
}
