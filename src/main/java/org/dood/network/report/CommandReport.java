package org.dood.network.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * The output and the exit code of a command for people who look after hosts.
 *
 * @param lines lines of standard output, ready to be printed
 * @param exitCode its exit code
 */
public record CommandReport(List<String> lines, int exitCode) {

  static final int WELL = 0;
  static final int NOT_WELL = 1;
  static final int NOT_ASKED = 3;

  /** A failure as JSON, for programs. */
  public static String failureAsJson(String words) {
    return JsonNodeFactory.instance.objectNode().put("failure", words).toPrettyString();
  }
}
