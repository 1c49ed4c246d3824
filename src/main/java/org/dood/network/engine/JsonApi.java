package org.dood.network.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The engine's requests and answers as trees of JSON.
 *
 * <p>For all calls that a job may make. docker-java's commands would do as well, but Jackson looks
 * through their models whole, field by field, which takes longer than the calls themselves do
 * ({@code docs/performance.md}).
 */
record JsonApi(DockerHttpClient transport) {

  /** What says that a call may not be made, and not what is the matter with it. */
  private static final Set<Integer> NOT_ALLOWED = Set.of(401, 403, 405, 407);

  /** More of an answer is not read where only its first words matter. */
  private static final int MUCH = 65_536;

  /** What stands at a path. */
  JsonNode get(String path) throws IOException {
    return tree(request("GET", path).build());
  }

  /**
   * Asks for a change.
   *
   * @return the status of success; what else is answered differs from engine to engine
   */
  int post(String path, JsonNode body) throws IOException {
    return change(request("POST", path, body));
  }

  /** The same, where the path says it all. */
  int post(String path) throws IOException {
    return change(request("POST", path).build());
  }

  /** Asks for a removal. Returns the status of success. */
  int delete(String path) throws IOException {
    return change(request("DELETE", path).build());
  }

  private int change(Request request) throws IOException {
    try (var answer = transport.execute(request)) {
      requireSuccess(answer);
      return answer.getStatusCode();
    }
  }

  /** Asks for something new; what is answered of it. */
  JsonNode make(String path, JsonNode body) throws IOException {
    return tree(request("POST", path, body));
  }

  /** The same, where the path says it all. */
  JsonNode make(String path) throws IOException {
    return tree(request("POST", path).build());
  }

  private JsonNode tree(Request request) throws IOException {
    try (var answer = transport.execute(request)) {
      requireSuccess(answer);
      return JsonTree.read(answer.getBody());
    }
  }

  /** What is read of an answer that is no JSON. */
  <T> T stream(String path, Reading<T> reading) throws IOException {
    try (var answer = transport.execute(request("GET", path).build())) {
      requireSuccess(answer);
      return reading.of(answer.getBody());
    }
  }

  /** Reads an answer, to its end or as far as it matters. */
  @FunctionalInterface
  interface Reading<T> {
    T of(InputStream answer) throws IOException;
  }

  /** The status that is answered where only that matters. */
  int status(String path) {
    try (var answer = transport.execute(request("HEAD", path).build())) {
      return answer.getStatusCode();
    }
  }

  /**
   * Makes a call for the sake of its answer's kind. An engine's own refusal is JSON with a message;
   * a proxy's seldom is, and mostly 403. HEAD has no body to tell them apart.
   */
  CallAnswer tryOut(HarmlessCall call) throws IOException {
    var request = request(call.method(), call.path());
    if (!call.body().isEmpty()) {
      request
          .putHeader("Content-Type", "application/json")
          .bodyBytes(call.body().getBytes(StandardCharsets.UTF_8));
    }
    try (var answer = transport.execute(request.build())) {
      var status = answer.getStatusCode();
      var words = new String(answer.getBody().readNBytes(MUCH), StandardCharsets.UTF_8).strip();
      var message = messageIn(words);
      var fromEngine = call.method().equals("HEAD") || message.isPresent();
      return status < 300 || (fromEngine && !NOT_ALLOWED.contains(status))
          ? new CallAnswer.Allowed()
          : new CallAnswer.Forbidden(status, message.orElse(words));
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
      var words = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
      throw new DockerException(words, status);
    }
  }
}
