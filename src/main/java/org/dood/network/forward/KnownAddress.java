package org.dood.network.forward;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address that a service has when the forwarder is started.
 *
 * @param service the service's name
 * @param ip its IPv4 or IPv6 address
 */
public record KnownAddress(String service, String ip) {

  private static final Pattern FORM = Pattern.compile("([^=]+)@([0-9a-fA-F.:]+)");

  /** The address as an argument of the command, such as {@code postgres@172.18.0.2}. */
  String argument() {
    return service + "@" + ip;
  }

  /** Parses an argument of the command; empty if it is not of that form. */
  static Optional<KnownAddress> parse(String argument) {
    return Optional.of(FORM.matcher(argument))
        .filter(parts -> parts.matches())
        .map(parts -> new KnownAddress(parts.group(1), parts.group(2)));
  }
}
