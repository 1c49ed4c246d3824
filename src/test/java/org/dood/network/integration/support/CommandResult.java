package org.dood.network.integration.support;

/**
 * What a command came to.
 *
 * @param exitCode its exit code
 * @param stdout all of its standard output
 * @param stderr all of its standard error
 */
public record CommandResult(long exitCode, String stdout, String stderr) {

  /** What it printed, for a command that is only a means: it must succeed. */
  public String output() {
    if (exitCode != 0) {
      throw new AssertionError("exit code " + exitCode + ":\n" + ending(stdout) + ending(stderr));
    }
    return stdout.strip();
  }

  private static String ending(String text) {
    var from = Math.max(0, text.length() - 2_000);
    return (from == 0 ? "" : "…") + text.substring(from);
  }
}
