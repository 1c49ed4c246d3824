package org.dood.network.report;

import java.util.List;

/**
 * What a command for people who look after hosts tells.
 *
 * @param lines lines of standard output, ready to be printed
 * @param exitCode its exit code
 */
public record CommandReport(List<String> lines, int exitCode) {

  static final int WELL = 0;
  static final int NOT_WELL = 1;
  static final int NOT_ASKED = 3;
}
