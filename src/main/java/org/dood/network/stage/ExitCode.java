package org.dood.network.stage;

/** The exit codes of a stage. */
public final class ExitCode {

  /** The stage did its work, or there was nothing to do. */
  public static final int SUCCESS = 0;

  /** The runner could not be attached or detached, or a service was not ready in time. */
  public static final int FAILURE = 1;

  /** The arguments name no stage. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
