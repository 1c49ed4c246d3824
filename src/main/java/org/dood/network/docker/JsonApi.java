package org.dood.network.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The engine's requests and answers as trees of JSON.
 *
 * <p>For the calls that most jobs make. docker-java's commands would do as well, but Jackson looks
 * through their models whole, field by field, which takes longer than the calls themselves do
 * ({@code docs/performance.md}).
 */
record JsonApi(DockerHttpClient transport) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What stands at a path. */
  JsonNode get(String path) throws IOException {
    try (var answer = transport.execute(request("GET", path).build())) {
      requireSuccess(answer);
      return JSON.readTree(answer.getBody());
    }
  }

  /**
   * Asks for a change.
   *
   * @return the status of success; what else is answered differs from engine to engine
   */
  int post(String path, JsonNode body) throws IOException {
    try (var answer = transport.execute(request("POST", path, body))) {
      requireSuccess(answer);
      return answer.getStatusCode();
    }
  }

  /** Asks for something new; what is answered of it. */
  JsonNode make(String path, JsonNode body) throws IOException {
    try (var answer = transport.execute(request("POST", path, body))) {
      requireSuccess(answer);
      return JSON.readTree(answer.getBody());
    }
  }

  /** The status that is answered where only that matters. */
  int status(String path) {
    try (var answer = transport.execute(request("HEAD", path).build())) {
      return answer.getStatusCode();
    }
  }

  /** An object, to be filled. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Reads a text that may be JSON. */
  static JsonNode parse(String text) throws IOException {
    return JSON.readTree(text);
  }

  private static Request.Builder request(String method, String path) {
    return Request.builder().method(method).path(path).putHeader("Accept", "application/json");
  }

  private static Request request(String method, String path, JsonNode body) throws IOException {
    return request(method, path)
        .putHeader("Content-Type", "application/json")
        .bodyBytes(JSON.writeValueAsBytes(body))
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
