package org.dood.network.integration.support;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Random hexadecimal digits, of which the runner makes its names. */
final class Hex {

  private Hex() {}

  static String digits(int count) {
    Random random = ThreadLocalRandom.current();
    return random.ints(count, 0, 16).mapToObj(Integer::toHexString).collect(Collectors.joining());
  }
}
