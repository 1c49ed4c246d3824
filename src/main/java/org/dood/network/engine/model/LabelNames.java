package org.dood.network.engine.model;

import java.util.List;

/**
 * The labels that are read of a container or a network: those by which runners, this action and
 * orchestrators mark what is theirs. An image can bring any number of others, of any length.
 */
public final class LabelNames {

  /** The digits of the longest name of a runner, as the docker container hook writes it. */
  private static final int MAX_HEX_DIGITS = 1024;

  private static final String HEX_DIGITS = "0123456789abcdef";

  private static final List<String> PREFIXES =
      List.of(
          "dood-network-action",
          "com.docker.compose.project",
          "com.docker.swarm.",
          "com.gitea.runner.",
          "com.amazonaws.ecs.",
          "com.hashicorp.nomad.",
          "io.kubernetes.");

  private LabelNames() {}

  /** Whether a label of that name is read. */
  public static boolean isRead(String name) {
    if (isHexadecimal(name)) {
      return true;
    }
    for (var prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHexadecimal(String name) {
    if (name.isEmpty() || name.length() > MAX_HEX_DIGITS) {
      return false;
    }
    for (var i = 0; i < name.length(); i++) {
      if (HEX_DIGITS.indexOf(name.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
