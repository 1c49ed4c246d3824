package org.dood.network.integration.support;

import java.nio.file.Path;

/** The files of this project. */
public final class Checkout {

  private Checkout() {}

  /** A file by its path in the checkout. */
  public static Path path(String relative) {
    // Set by failsafe; an IDE starts tests there.
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve(relative);
  }
}
