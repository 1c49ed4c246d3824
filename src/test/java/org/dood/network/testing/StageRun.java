package org.dood.network.testing;

import java.util.List;
import java.util.Map;

/**
 * What a stage left behind.
 *
 * @param log what it printed
 * @param outputs the outputs that it set by the runner's file
 * @param savedState the state that it saved by the runner's file
 * @param variables the variables that it set for later steps by the runner's file
 * @param summary what it added to the page of the run
 * @param calls the calls that it made to the engine, as {@code METHOD path}
 */
public record StageRun(
    int exitCode,
    String log,
    Map<String, String> outputs,
    Map<String, String> savedState,
    Map<String, String> variables,
    String summary,
    List<String> calls) {}
