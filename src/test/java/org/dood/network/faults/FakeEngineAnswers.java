package org.dood.network.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.testing.engine.FakeEngine;

/** The answers of a fake engine, as an engine sends them. */
final class FakeEngineAnswers implements EngineProxy.LocalEngine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern CREATE =
      Pattern.compile(".*/containers/create\\?name=dood-network-action-([a-z]+)-.*");

  private final FakeEngine engine;
  private final Map<String, String> purposes = new ConcurrentHashMap<>();
  private final Set<EngineProxy.Call> unanswered = ConcurrentHashMap.newKeySet();

  FakeEngineAnswers(FakeEngine engine) {
    this.engine = engine;
  }

  /** Whether the proxy gave no answer to a call. */
  boolean leftUnanswered(String method, String path) {
    return unanswered.contains(new EngineProxy.Call(method, path));
  }

  @Override
  public void leaveUnanswered(EngineProxy.Call call) {
    unanswered.add(call);
  }

  /** What a container is for that the action made, by its name; empty if the action did not. */
  Optional<String> purposeOf(String id) {
    return Optional.ofNullable(purposes.get(id));
  }

  @Override
  public byte[] answerTo(EngineProxy.Call call, byte[] body) throws IOException {
    var request = Request.builder().method(call.method()).path(call.path());
    try (var response =
        engine.execute((body.length == 0 ? request : request.bodyBytes(body)).build())) {
      var answer = response.getBody().readAllBytes();
      remember(call, response.getStatusCode(), answer);
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(head(response, answer.length).getBytes(StandardCharsets.US_ASCII));
      if (!call.method().equals("HEAD")) {
        whole.writeBytes(answer);
      }
      return whole.toByteArray();
    }
  }

  private void remember(EngineProxy.Call call, int status, byte[] answer) throws IOException {
    var create = CREATE.matcher(call.path());
    if (create.matches() && status < 300) {
      purposes.put(JSON.readTree(answer).path("Id").asText(), create.group(1));
    }
  }

  /** An answer that never has a body has no length either. */
  private static String head(DockerHttpClient.Response response, int length) {
    var headers =
        response.getHeaders().entrySet().stream()
            .map(header -> "%s: %s\r\n".formatted(header.getKey(), header.getValue().getFirst()))
            .collect(Collectors.joining());
    var status = response.getStatusCode();
    return "HTTP/1.1 %d Answered by the fake engine\r\n%s%sConnection: close\r\n\r\n"
        .formatted(
            status, headers, status == 204 ? "" : "Content-Length: %d\r\n".formatted(length));
  }
}
