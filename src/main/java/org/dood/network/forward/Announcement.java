package org.dood.network.forward;

import java.util.Optional;
import java.util.regex.Pattern;

/** A line that the command prints, by which whoever started it learns what it came to. */
public sealed interface Announcement {

  /** It listens at a port. */
  record Listening(int port) implements Announcement {}

  /**
   * It cannot listen at a port, or not at one of its addresses.
   *
   * @param reason the system's words
   */
  record NotListening(int port, String reason) implements Announcement {}

  /** It has tried all ports. */
  record Ready() implements Announcement {}

  /** The line. */
  default String line() {
    return switch (this) {
      case Listening(int port) -> "listening " + port;
      case NotListening(int port, String reason) -> "refused " + port + " " + reason;
      case Ready() -> "ready";
    };
  }

  /** Reads a line; empty if it is none of these. */
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

  /** What the lines of the first two look like. */
  final class Form {
    private static final Pattern WORDS = Pattern.compile("(listening|refused) (\\d{1,5})(| .*)");

    private Form() {}
  }
}
