package org.dood.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What this process was started as; {@code entrypoint.sh} passes the name it was called by. */
enum Stage {
  MAIN,
  POST;

  static Optional<Stage> parse(List<String> arguments) {
    return arguments.size() == 1
        ? Arrays.stream(values()).filter(s -> s.argument().equals(arguments.getFirst())).findFirst()
        : Optional.empty();
  }

  String argument() {
    return name().toLowerCase(Locale.ROOT);
  }
}
