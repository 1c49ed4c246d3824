package org.dood.network.engine.model;

/**
 * A container's full id.
 *
 * @param value 64 hexadecimal digits
 */
public record ContainerId(String value) {

  /** The first twelve digits, as the {@code docker} command shows them. */
  public String shortForm() {
    return value.substring(0, Math.min(12, value.length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
