package org.dood.network.forward;

import java.util.Optional;
import java.util.regex.Pattern;

/** A line that the forwarder prints, by which main learns at which ports it listens. */
public sealed interface Announcement {

  /** The forwarder listens at a port. */
  record Listening(int port) implements Announcement {}

  /**
   * The forwarder cannot listen at a port, or only by IPv4.
   *
   * @param reason why, in the words of the operating system
   */
  record NotListening(int port, String reason) implements Announcement {}

  /** The forwarder has tried all ports. */
  record Ready() implements Announcement {}

  /** The announcement as a line. */
  default String line() {
    return switch (this) {
      case Listening(int port) -> "listening " + port;
      case NotListening(int port, String reason) -> "refused " + port + " " + reason;
      case Ready() -> "ready";
    };
  }

  /** Parses a line; empty if it is not an announcement. */
  static Optional<Announcement> parse(String line) {
    var words = Form.WORDS.matcher(line);
    if (!words.matches()) {
      return line.equals("ready") ? Optional.of(new Ready()) : Optional.empty();
    }
    var port = Integer.parseInt(words.group(2));
    return Optional.of(
        words.group(1).equals("listening")
            ? new Listening(port)
            : new NotListening(port, words.group(3).strip()));
  }

  /** The form of the lines that name a port. */
  final class Form {
    private static final Pattern WORDS = Pattern.compile("(listening|refused) (\\d{1,5})(| .*)");

    private Form() {}
  }
}
