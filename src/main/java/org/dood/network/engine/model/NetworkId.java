package org.dood.network.engine.model;

/**
 * A network's full id.
 *
 * @param value 64 hexadecimal digits, or 25 letters and digits for a Swarm network
 */
public record NetworkId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
