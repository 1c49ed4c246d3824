package org.dood.network.stage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What this process was started as; {@code entrypoint.sh} passes the name it was called by. */
public enum Stage {
  MAIN,
  POST,
  DETACH;

  /** The stages that the arguments name; none if one of them names no stage. */
  public static List<Stage> parse(List<String> arguments) {
    var stages = arguments.stream().flatMap(Stage::named).toList();
    return stages.size() == arguments.size() ? stages : List.of();
  }

  private static Stream<Stage> named(String argument) {
    return Arrays.stream(values()).filter(s -> s.argument().equals(argument));
  }

  public String argument() {
    return name().toLowerCase(Locale.ROOT);
  }
}
