package org.dood.network.engine.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** A version of the engine's API, such as 1.41. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /** The first version that has {@code GwPriority} (Docker Engine 28). */
  public static final ApiVersion WITH_GATEWAY_PRIORITY = new ApiVersion(1, 48);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException if it is not of the form {@code 1.41}
   */
  public static ApiVersion parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an API version: " + text);
    }
    return new ApiVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /** Reads a version; empty if the text is not of that form. */
  public static Optional<ApiVersion> find(String text) {
    return Optional.of(text).filter(FORM.asMatchPredicate()).map(ApiVersion::parse);
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }
}
