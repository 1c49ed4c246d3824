package org.dood.network.runner;

import java.util.UUID;

/** Names as a runner gives them to what it makes for a job, new each time. */
public final class RunnerNames {

  private RunnerNames() {}

  /** A job's network. */
  public static String network() {
    return "github_network_" + digits(32);
  }

  /** A service container. */
  public static String service(String image) {
    return digits(32) + "_" + image + "_" + digits(6);
  }

  private static String digits(int count) {
    return UUID.randomUUID().toString().replace("-", "").substring(0, count);
  }
}
