package org.dood.network.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a stage tells.
 *
 * @param lines lines of standard output, ready to be printed
 * @param outputs the step's outputs, in order
 * @param failed whether the step fails
 */
public record Report(List<String> lines, Map<String, String> outputs, boolean failed) {

  /** This, and then another. */
  public Report and(Report other) {
    var allOutputs = new LinkedHashMap<>(outputs);
    allOutputs.putAll(other.outputs());
    return new Report(
        Stream.concat(lines.stream(), other.lines().stream()).toList(),
        allOutputs,
        failed || other.failed());
  }
}
