package org.dood.network.fuzz;

/** Choices that the bytes of an input make, so that the fuzzer learns which choice leads where. */
final class Choices {

  private final byte[] input;
  private int next;

  Choices(byte[] input) {
    this.input = input.clone();
  }

  /** A number from zero to one less than the bound; zero where the input has ended. */
  int below(int bound) {
    return Math.floorMod(read() << 8 | read(), bound);
  }

  /** Whether one of two ways is chosen. */
  boolean yes() {
    return below(2) == 1;
  }

  private int read() {
    return next < input.length ? Byte.toUnsignedInt(input[next++]) : 0;
  }
}
