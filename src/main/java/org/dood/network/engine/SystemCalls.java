package org.dood.network.engine;

import org.dood.network.engine.json.Answers;
import org.dood.network.engine.json.JsonApi;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.model.EngineConfiguration;
import org.dood.network.engine.model.EngineVersion;

/** The calls on the engine itself. */
public final class SystemCalls {

  private final TimedCalls calls;
  private final JsonApi json;
  private final Deadlines deadlines;

  SystemCalls(TimedCalls calls, JsonApi json, Deadlines deadlines) {
    this.calls = calls;
    this.json = json;
    this.deadlines = deadlines;
  }

  /** {@code GET /version}: the engine's name and versions. */
  public EngineVersion version() {
    return calls.within(
        deadlines.look(),
        "ask for the engine's version",
        () -> json.get("/version", Answers.VERSION));
  }

  /**
   * {@code GET /version}: the newest version of the API that the engine has. The calls that follow
   * use it, even where a proxy drops the header that names it.
   */
  public ApiVersion apiVersion() {
    return calls.within(
        deadlines.look(),
        "ask for the API's version",
        () -> {
          var newest = json.get("/version", Answers.API_VERSION);
          json.speak(newest);
          return newest;
        });
  }

  /** {@code GET /info}: how the engine is configured. */
  public EngineConfiguration configuration() {
    return calls.within(
        deadlines.look(),
        "ask for the engine's configuration",
        () -> json.get("/info", Answers.CONFIGURATION));
  }

  /** Makes a call that changes nothing. Returns whether it gets through to the engine. */
  public CallAnswer tryOut(HarmlessCall call) {
    try {
      return CallAnswer.of(
          call,
          calls.within(
              deadlines.probe(),
              "try out " + call,
              () -> json.reply(call.method(), call.path(), call.body())));
    } catch (EngineException e) {
      return new CallAnswer.Failed(e.failure());
    }
  }
}
