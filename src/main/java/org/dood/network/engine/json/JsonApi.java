package org.dood.network.engine.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends requests to the engine, and reads its answers as trees of JSON.
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

  /** {@code GET}: the answer's tree. */
  public JsonNode get(String path) throws IOException {
    return tree(request("GET", path).build());
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

  /** {@code POST} that returns the answer's tree. */
  public JsonNode make(String path, JsonNode body) throws IOException {
    return tree(request("POST", path, body));
  }

  /** {@code POST} without a body that returns the answer's tree. */
  public JsonNode make(String path) throws IOException {
    return tree(request("POST", path).build());
  }

  private JsonNode tree(Request request) throws IOException {
    try (var answer = transport.execute(request)) {
      requireSuccess(answer);
      return JsonTree.read(answer.getBody());
    }
  }

  /** {@code GET} of an answer that is not JSON: the result of reading it. */
  public <T> T stream(String path, Reading<T> reading) throws IOException {
    try (var answer = transport.execute(request("GET", path).build())) {
      requireSuccess(answer);
      return reading.of(answer.getBody());
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
      var words = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8).strip();
      throw new RefusedException(status, messageIn(words).map(String::strip).orElse(words));
    }
  }
}
