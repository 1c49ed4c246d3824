package org.dood.network.engine.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** The lines and numbers of HTTP. */
final class HttpText {

  private static final int LONGEST_LINE = 65_536;

  private HttpText() {}

  /** A line without its end. */
  static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw cutShort();
      }
      if (line.size() == LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  static long number(String digits, int radix) throws ProtocolException {
    try {
      return Long.parseUnsignedLong(digits.strip(), radix);
    } catch (NumberFormatException e) {
      throw new ProtocolException("no length is '" + digits + "'");
    }
  }

  static EOFException cutShort() {
    return new EOFException("the connection ended before the answer did");
  }
}
