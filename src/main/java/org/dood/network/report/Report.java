package org.dood.network.report;

import java.util.List;
import java.util.Map;

/**
 * What a stage tells.
 *
 * @param lines lines of standard output, ready to be printed
 * @param outputs the step's outputs, in order
 * @param failed whether the step fails
 */
public record Report(List<String> lines, Map<String, String> outputs, boolean failed) {}
