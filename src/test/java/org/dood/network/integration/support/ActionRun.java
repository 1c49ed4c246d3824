package org.dood.network.integration.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code docker run} of one stage of a container action.
 *
 * @param name the container's name
 * @param label the runner's
 * @param environment names and values
 * @param entrypoint from {@code action.yml}
 * @param network the job's; empty if it has none
 * @param mounts as {@code -v} takes them
 * @param options what a test adds to the options of {@code docker run}
 * @param image the action's
 */
record ActionRun(
    String name,
    String label,
    Map<String, String> environment,
    String entrypoint,
    Optional<String> network,
    List<String> mounts,
    List<String> options,
    String image) {

  static final String WORKSPACE = "/github/workspace";
}
