package org.dood.network.forward;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A port at {@code localhost} that leads to a service.
 *
 * @param port the port of localhost, 1 to 65535
 * @param service the service's name on the job's network, or its address there
 * @param servicePort the port of the service, 1 to 65535
 */
public record Forward(int port, String service, int servicePort) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})=(.+):(\\d{1,5})");

  /** The forward as an argument of the command, such as {@code 5433=postgres:5432}. */
  public String argument() {
    return port + "=" + service + ":" + servicePort;
  }

  /** Parses an argument of the command; empty if it is not of that form. */
  public static Optional<Forward> parse(String argument) {
    return Optional.of(FORM.matcher(argument))
        .filter(parts -> parts.matches() && isPort(parts.group(1)) && isPort(parts.group(3)))
        .map(parts ->
            new Forward(
                Integer.parseInt(parts.group(1)),
                parts.group(2),
                Integer.parseInt(parts.group(3))));
  }

  private static boolean isPort(String digits) {
    var number = Integer.parseInt(digits);
    return number >= 1 && number <= 65_535;
  }
}
