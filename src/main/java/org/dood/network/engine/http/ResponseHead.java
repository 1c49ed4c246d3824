package org.dood.network.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What comes before an answer's body.
 *
 * @param status 100 to 999
 * @param headers by their names, the case of which does not matter
 */
record ResponseHead(int status, Map<String, List<String>> headers) {

  private static final int MOST_HEADERS = 200;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)(?: .*)?");

  /**
   * Reads one.
   *
   * @throws ProtocolException if it is not HTTP's
   */
  static ResponseHead read(InputStream in) throws IOException {
    var first = HttpText.line(in);
    var status = STATUS_LINE.matcher(first);
    if (!status.matches()) {
      throw new ProtocolException("no HTTP answer begins with '" + first.strip() + "'");
    }
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var line = HttpText.line(in); !line.isEmpty(); line = HttpText.line(in)) {
      var colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MOST_HEADERS) {
        throw new ProtocolException("no HTTP header is '" + line.strip() + "'");
      }
      headers
          .computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new ResponseHead(Integer.parseInt(status.group(1)), headers);
  }

  /** Whether it says what comes before the answer proper, such as {@code 100 Continue}. */
  boolean isInterim() {
    return status < 200;
  }

  /**
   * The body that follows it.
   *
   * @param method the request's
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, 6.3</a>
   */
  InputStream body(InputStream in, String method) throws IOException {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    if (header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return new ChunkedBody(in);
    }
    var length = header("Content-Length");
    return length.isPresent() ? new MeasuredBody(in, HttpText.number(length.get(), 10)) : in;
  }

  private Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
