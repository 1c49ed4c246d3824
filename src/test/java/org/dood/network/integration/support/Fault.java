package org.dood.network.integration.support;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** What can go wrong with a call to the engine. */
public enum Fault {
  STATUS_500("500") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.refusal(500, "out of order").serve(exchange);
    }
  },
  STATUS_404("404") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.refusal(404, "page not found").serve(exchange);
    }
  },
  STATUS_409("409") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.refusal(409, "conflict").serve(exchange);
    }
  },
  GARBAGE("garbage") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.answer(200, "<html>It works!</html>").serve(exchange);
    }
  },
  ENDLESS("endless") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      exchange.answerWithoutEnd("[\"\"", ",\"x\"");
    }
  },
  /** Of an answer without a body, the end of its head is missing. */
  CUT_SHORT("cut short") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      var answer = exchange.forwardAndKeepAnswer();
      exchange.send(Arrays.copyOf(answer, answer.length - 3));
    }
  },
  SILENCE("silence") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      exchange.awaitClose();
    }
  },
  DROPPED_BEFORE("dropped") {
    @Override
    void serve(EngineProxy.Exchange exchange) {}
  },
  DROPPED_AFTER("acted, dropped") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      exchange.forwardAndKeepAnswer();
    }
  },
  SLOW("slow") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      Poll.pass(Duration.ofMillis(1_500));
      exchange.forward();
    }
  };

  private final String inWords;

  Fault(String inWords) {
    this.inWords = inWords;
  }

  abstract void serve(EngineProxy.Exchange exchange) throws IOException;

  /** Whether no answer may ever come to its end. */
  public boolean lastsUntilDeadline() {
    return this == SILENCE || this == ENDLESS;
  }

  @Override
  public String toString() {
    return inWords;
  }
}
