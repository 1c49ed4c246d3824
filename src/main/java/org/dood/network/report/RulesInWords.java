package org.dood.network.report;

import java.util.List;
import org.dood.network.engine.EngineFailure;
import org.dood.network.route.RulesFailure;

/** Why routing rules could not be set or removed. */
final class RulesInWords {

  private RulesInWords() {}

  static String of(RulesFailure failure) {
    return switch (failure) {
      case RulesFailure.ImageUnknown() ->
          "this needs the image of the step's own container, which the engine does not know";
      case RulesFailure.ProgramFailed(List<String> command, int exitCode) ->
          "'%s' ended with exit code %d".formatted(String.join(" ", command), exitCode);
      case RulesFailure.CallFailed(EngineFailure cause) -> cause.inWords();
    };
  }
}
