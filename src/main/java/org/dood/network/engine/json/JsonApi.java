package org.dood.network.engine.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dood.network.engine.model.Listing;

/**
 * Sends requests to the engine, and reads the needed parts of its answers.
 *
 * <p>Each method but {@link #reply} and {@link #status} throws a {@link RefusedException} if the
 * answer's status is not a success, and another {@link IOException}, or an {@link
 * java.io.UncheckedIOException}, if there is no answer that can be read.
 *
 * @param transport leads to the engine
 */
public record JsonApi(DockerHttpClient transport) {

  /** The number of bytes that are read of a body of which only the first words matter. */
  private static final int MAX_ERROR_BODY = 65_536;

  /**
   * The size of the largest answer, in bytes, of which only the needed parts are kept: that of a
   * list of six hundred containers with 100 kB of labels each.
   */
  private static final long MAX_ANSWER = 64L << 20;

  /** The size of the largest log that is kept, in bytes. */
  private static final long MAX_LOG = 8L << 20;

  /** The size of what is kept of an answer, in characters. */
  private static final long MAX_TREE = 8L << 20;

  /** The size of what is kept of an element of a list, in characters. */
  private static final long MAX_ELEMENT = 256L << 10;

  /** {@code GET}: the answer. */
  public <T> T get(String path, Format<T> format) throws IOException {
    return answer(request("GET", path).build(), format);
  }

  /**
   * {@code GET} of a list.
   *
   * @param kind what its elements are, such as {@code container}
   */
  public <T> Listing<T> list(String path, String kind, Format<T> element) throws IOException {
    try (var answer = transport.execute(request("GET", path).build())) {
      requireSuccess(answer);
      return JsonTree.list(
          new BoundedBody(answer.getBody(), MAX_ANSWER), kind, element, MAX_ELEMENT);
    }
  }

  /**
   * {@code POST} of a change. The answer's body is not read: it differs from engine to engine.
   *
   * @return the status, which is a success
   */
  public int post(String path, JsonNode body) throws IOException {
    return change(request("POST", path, body));
  }

  /** {@code POST} of a change, without a body. Returns the status, which is a success. */
  public int post(String path) throws IOException {
    return change(request("POST", path).build());
  }

  /** {@code DELETE}. Returns the status, which is a success. */
  public int delete(String path) throws IOException {
    return change(request("DELETE", path).build());
  }

  private int change(Request request) throws IOException {
    try (var answer = transport.execute(request)) {
      requireSuccess(answer);
      return answer.getStatusCode();
    }
  }

  /** {@code POST} that returns the answer. */
  public <T> T make(String path, JsonNode body, Format<T> format) throws IOException {
    return answer(request("POST", path, body), format);
  }

  /** {@code POST} without a body that returns the answer. */
  public <T> T make(String path, Format<T> format) throws IOException {
    return answer(request("POST", path).build(), format);
  }

  private <T> T answer(Request request, Format<T> format) throws IOException {
    try (var answer = transport.execute(request)) {
      requireSuccess(answer);
      var body = new BoundedBody(answer.getBody(), MAX_ANSWER);
      return format.meaning().apply(JsonTree.read(body, format.shape(), MAX_TREE));
    }
  }

  /** {@code GET} of an answer that is not JSON: the result of reading it. */
  public <T> T stream(String path, Reading<T> reading) throws IOException {
    try (var answer = transport.execute(request("GET", path).build())) {
      requireSuccess(answer);
      return reading.of(new BoundedBody(answer.getBody(), MAX_LOG));
    }
  }

  /** Reads an answer's body, to its end or to where the rest does not matter. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(InputStream answer) throws IOException;
  }

  /** {@code HEAD}: the answer's status, whatever it is. */
  public int status(String path) {
    try (var answer = transport.execute(request("HEAD", path).build())) {
      return answer.getStatusCode();
    }
  }

  /**
   * Any request: its answer, whatever its status is.
   *
   * @param body the request's body, JSON; empty for none
   */
  public Reply reply(String method, String path, String body) throws IOException {
    var request = request(method, path);
    if (!body.isEmpty()) {
      request
          .putHeader("Content-Type", "application/json")
          .bodyBytes(body.getBytes(StandardCharsets.UTF_8));
    }
    try (var answer = transport.execute(request.build())) {
      var words =
          new String(answer.getBody().readNBytes(MAX_ERROR_BODY), StandardCharsets.UTF_8).strip();
      return new Reply(answer.getStatusCode(), messageIn(words), words);
    }
  }

  private static Optional<String> messageIn(String words) {
    try {
      return Optional.ofNullable(JsonTree.read(words).path("message").textValue());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static Request.Builder request(String method, String path) {
    return Request.builder().method(method).path(path).putHeader("Accept", "application/json");
  }

  private static Request request(String method, String path, JsonNode body) throws IOException {
    return request(method, path)
        .putHeader("Content-Type", "application/json")
        .bodyBytes(JsonTree.write(body).getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static void requireSuccess(DockerHttpClient.Response answer) throws IOException {
    var status = answer.getStatusCode();
    if (status < 200 || status > 299) {
      var words =
          new String(answer.getBody().readNBytes(MAX_ERROR_BODY), StandardCharsets.UTF_8).strip();
      throw new RefusedException(status, messageIn(words).map(String::strip).orElse(words));
    }
  }
}
