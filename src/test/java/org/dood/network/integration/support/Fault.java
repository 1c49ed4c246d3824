package org.dood.network.integration.support;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** What can go wrong with a call to the engine. */
public enum Fault {
  STATUS_500("500", "the engine answered 500: out of order") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.refusal(500, "out of order").serve(exchange);
    }
  },
  STATUS_404(
      "404",
      "answered 404: page not found|here is no|knows? no|not know|no processes|is not on the network") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.refusal(404, "page not found").serve(exchange);
    }
  },
  STATUS_409("409", "the engine answered 409: conflict|no processes") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.refusal(409, "conflict").serve(exchange);
    }
  },
  GARBAGE("garbage", "could not be understood|it ended early") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      EngineProxy.answer(200, "<html>It works!</html>").serve(exchange);
    }
  },
  ENDLESS("endless", "could not be understood|gave no answer within|it ended early") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      exchange.answerWithoutEnd("[\"\"", ",\"x\"");
    }
  },
  /** Of an answer without a body, the end of its head is missing. */
  CUT_SHORT("cut short", "no connection to the engine|could not be understood") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      var answer = exchange.forwardAndKeepAnswer();
      exchange.send(Arrays.copyOf(answer, answer.length - 3));
    }
  },
  SILENCE("silence", "the engine gave no answer within") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      exchange.awaitClose();
    }
  },
  DROPPED_BEFORE("dropped", "no connection to the engine") {
    @Override
    void serve(EngineProxy.Exchange exchange) {}
  },
  DROPPED_AFTER("acted, dropped", "no connection to the engine") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      exchange.forwardAndKeepAnswer();
    }
  },
  /** Nothing to complain of. */
  SLOW("slow", "(?!)") {
    @Override
    void serve(EngineProxy.Exchange exchange) throws IOException {
      Poll.pass(Duration.ofMillis(1_500));
      exchange.forward();
    }
  };

  private final String inWords;

  private final String toldAs;

  Fault(String inWords, String toldAs) {
    this.inWords = inWords;
    this.toldAs = toldAs;
  }

  abstract void serve(EngineProxy.Exchange exchange) throws IOException;

  /** What a stage says that complains of it, as a regular expression. */
  String toldAs() {
    return toldAs;
  }

  @Override
  public String toString() {
    return inWords;
  }
}
