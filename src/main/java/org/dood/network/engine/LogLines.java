package org.dood.network.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The lines of a container's log. */
final class LogLines {

  private LogLines() {}

  /**
   * Reads them as they come, to the end of the log or to a line after which no other one matters.
   *
   * @param log the log as the engine answers it
   */
  static List<String> until(Predicate<String> last, InputStream log) throws IOException {
    var text =
        new BufferedReader(new InputStreamReader(new UnframedLog(log), StandardCharsets.UTF_8));
    var lines = new ArrayList<String>();
    for (var line = text.readLine(); line != null; line = text.readLine()) {
      lines.add(line);
      if (last.test(line)) {
        break;
      }
    }
    return List.copyOf(lines);
  }
}
