package org.dood.network.engine.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.model.DocumentedCall;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.Listing;

/**
 * Sends requests to the engine, and reads the needed parts of its answers. Paths are given without
 * a version of the API, and sent with one.
 *
 * <p>Each method but {@link #reply} throws a {@link RefusedException} if the answer's status is not
 * a success, a {@link DeniedException} if a proxy denied the request, and another {@link
 * IOException}, or an {@link java.io.UncheckedIOException}, if there is no answer that can be read.
 * A status that says that an object does not exist counts only if the answer is surely the
 * engine's; else it is a {@link ProtocolException}.
 */
public final class JsonApi {

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

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** The statuses with which a proxy denies a call. */
  private static final Set<Integer> DENIED = Set.of(401, 403, 405);

  /** The markup and the white space of a proxy's page; each run of them becomes one space. */
  private static final Pattern MARKUP = Pattern.compile("(<[^>]*>|\\s)+");

  private static final int SHOWN_CHARACTERS = 100;

  private static final String FILE_STATUS = "X-Docker-Container-Path-Stat";

  private final DockerHttpClient transport;
  private final PathVersion version = new PathVersion();

  /** Whether an answer was surely an engine's. */
  private volatile boolean engineSeen;

  /** The family that the last answer with an engine's headers was of. */
  private volatile EngineFamily family = EngineFamily.DOCKER;

  /** The header {@code Date} of the last answer; empty if none had one. */
  private volatile String date = "";

  /**
   * @param transport leads to the engine
   */
  public JsonApi(DockerHttpClient transport) {
    this.transport = transport;
  }

  /** The family of the engine, by the headers of its answers so far. */
  public EngineFamily family() {
    return family;
  }

  /** The time that the last answer was given at, by the engine's clock; empty if none says it. */
  public Optional<Instant> timeOfLastAnswer() {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A request.
   *
   * @param path its path, without a version of the API
   * @param body its body, JSON; empty for none
   */
  private record Call(String method, String path, String body) {

    /** Whether it can be made twice. */
    boolean changesNothing() {
      return method.equals("GET") || method.equals("HEAD");
    }

    DocumentedCall documented() {
      return DocumentedCall.of(method, path);
    }
  }

  /**
   * An answer.
   *
   * @param words the start of its body; empty if its status is a success, so that its body is still
   *     to be read
   */
  private record Answer(Response response, String words) implements AutoCloseable {

    int status() {
      return response.getStatusCode();
    }

    /** Whether a program in front of the engine denied the request. */
    boolean isProxysDenial() {
      return DENIED.contains(status()) && !EngineSign.isIn(response);
    }

    DeniedException denial(Call call) {
      var text = MARKUP.matcher(message()).replaceAll(" ").strip().replaceFirst("\\.$", "");
      return new DeniedException(call.documented(), status(), text);
    }

    boolean isSuccess() {
      return status() >= 200 && status() < 300;
    }

    /** The engine's words, if it refused the request. */
    String message() {
      return messageIn(words).map(String::strip).orElse(words);
    }

    @Override
    public void close() throws IOException {
      response.close();
    }
  }

  /** {@code GET}: the answer. */
  public <T> T get(String path, Format<T> format) throws IOException {
    return answer(new Call("GET", path, ""), format);
  }

  /**
   * {@code GET} of a list.
   *
   * @param kind what its elements are, such as {@code container}
   */
  public <T> Listing<T> list(String path, String kind, Format<T> element) throws IOException {
    try (var answer = successOf(new Call("GET", path, ""))) {
      return JsonTree.list(
          new BoundedBody(answer.response().getBody(), MAX_ANSWER), kind, element, MAX_ELEMENT);
    }
  }

  /**
   * {@code POST} of a change. The answer's body is not read: it differs from engine to engine.
   *
   * @return the status, which is a success
   */
  public int post(String path, JsonNode body) throws IOException {
    return change(new Call("POST", path, JsonTree.write(body)));
  }

  /** {@code POST} of a change, without a body. Returns the status, which is a success. */
  public int post(String path) throws IOException {
    return change(new Call("POST", path, ""));
  }

  /** {@code DELETE}. Returns the status, which is a success. */
  public int delete(String path) throws IOException {
    return change(new Call("DELETE", path, ""));
  }

  private int change(Call call) throws IOException {
    try (var answer = successOf(call)) {
      return answer.status();
    }
  }

  /** {@code POST} that returns the answer. */
  public <T> T make(String path, JsonNode body, Format<T> format) throws IOException {
    return answer(new Call("POST", path, JsonTree.write(body)), format);
  }

  /** {@code POST} without a body that returns the answer. */
  public <T> T make(String path, Format<T> format) throws IOException {
    return answer(new Call("POST", path, ""), format);
  }

  private <T> T answer(Call call, Format<T> format) throws IOException {
    try (var answer = successOf(call)) {
      var body = new BoundedBody(answer.response().getBody(), MAX_ANSWER);
      var value = format.meaning().apply(JsonTree.read(body, format.shape(), MAX_TREE));
      engineSeen = true;
      return value;
    }
  }

  /** {@code GET} of an answer that is not JSON: the result of reading it. */
  public <T> T stream(String path, Reading<T> reading) throws IOException {
    try (var answer = successOf(new Call("GET", path, ""))) {
      return reading.of(new BoundedBody(answer.response().getBody(), MAX_LOG));
    }
  }

  /** Reads an answer's body, to its end or to where the rest does not matter. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(InputStream answer) throws IOException;
  }

  /**
   * {@code HEAD}: whether there is what the path names. The answer has no body, so where a proxy
   * drops the engine's headers, it counts only after another answer that was surely an engine's.
   */
  public boolean exists(String path) throws IOException {
    return head(path, _ -> true).isPresent();
  }

  /**
   * {@code HEAD} of a file in a container: what the engine's header says of the file; empty if
   * there is none.
   */
  public <T> Optional<T> fileStatus(String path, Format<T> format) throws IOException {
    return head(
        path,
        response -> {
          var status = response.getHeader(FILE_STATUS);
          if (status == null) {
            throw new ProtocolException("there is no header " + FILE_STATUS);
          }
          return format.meaning().apply(JsonTree.read(fromBase64(status)));
        });
  }

  private static String fromBase64(String text) throws ProtocolException {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("a header is no base64: " + e.getMessage());
    }
  }

  /** Reads the headers of an answer. */
  @FunctionalInterface
  private interface Head<T> {
    T of(Response answer) throws IOException;
  }

  private <T> Optional<T> head(String path, Head<T> head) throws IOException {
    try (var answer = answerTo(new Call("HEAD", path, ""))) {
      if (answer.status() == NOT_FOUND && !engineSeen) {
        throw notOfEngine(answer);
      }
      if (!answer.isSuccess() && answer.status() != NOT_FOUND) {
        throw new RefusedException(answer.status(), "");
      }
      return answer.isSuccess() ? Optional.of(head.of(answer.response())) : Optional.empty();
    }
  }

  /**
   * Any request: its answer, whatever its status is.
   *
   * @param body the request's body, JSON; empty for none
   */
  public Reply reply(String method, String path, String body) throws IOException {
    try (var answer = execute(new Call(method, path, body))) {
      var words = answer.isSuccess() ? startOf(answer.response()) : answer.words();
      return new Reply(answer.status(), messageIn(words), words);
    }
  }

  /** From now on paths carry this version, which the engine has, if they carry any. */
  public void speak(ApiVersion newest) {
    if (version.current().isPresent()) {
      version.settle(Optional.of(newest));
    }
  }

  private Answer successOf(Call call) throws IOException {
    var answer = answerTo(call);
    if (answer.isSuccess()) {
      return answer;
    }
    try (answer) {
      var says = answer.message();
      var isOfEngine =
          switch (answer.status()) {
            case NOT_FOUND -> EngineSign.isIn(answer.response()) || EngineSign.saysNoSuch(says);
            case CONFLICT ->
                EngineSign.isIn(answer.response()) || messageIn(answer.words()).isPresent();
            default -> true;
          };
      var status =
          EngineSign.isNoSuchOfPodman(answer.response(), says) ? NOT_FOUND : answer.status();
      throw isOfEngine ? new RefusedException(status, says) : notOfEngine(answer);
    }
  }

  /** The answer to a request, if no proxy denied it. */
  private Answer answerTo(Call call) throws IOException {
    var answer = execute(call);
    if (!answer.isProxysDenial()) {
      return answer;
    }
    try (answer) {
      throw answer.denial(call);
    }
  }

  private static ProtocolException notOfEngine(Answer answer) {
    var words = answer.message().lines().findFirst().orElse("");
    var shown = words.substring(0, Math.min(words.length(), SHOWN_CHARACTERS));
    return new ProtocolException(
        "the status %d without an engine's words%s"
            .formatted(answer.status(), shown.isEmpty() ? "" : ": " + shown));
  }

  /**
   * Makes a request, and if its path's version is not accepted, makes it once more with another.
   */
  private Answer execute(Call call) throws IOException {
    var asked = version.current();
    var answer = execute(call, asked);
    var other = PathVersion.insteadOfRefused(answer.response(), answer.message());
    if (other.isPresent()) {
      answer.close();
      version.settle(other);
      return execute(call, other);
    }
    return isDeniedByProxy(call, asked, answer) ? withoutVersion(call, answer) : answer;
  }

  /**
   * A proxy may let pass only paths without a version. Another thread may have found that out since
   * this request was made.
   */
  private boolean isDeniedByProxy(Call call, Optional<ApiVersion> asked, Answer answer) {
    return call.changesNothing()
        && asked.isPresent()
        && (!version.isSettled() || version.current().isEmpty())
        && answer.isProxysDenial();
  }

  private Answer withoutVersion(Call call, Answer denied) throws IOException {
    var answer = execute(call, Optional.empty());
    if (answer.isSuccess() || EngineSign.isIn(answer.response())) {
      denied.close();
      version.settle(Optional.empty());
      return answer;
    }
    answer.close();
    return denied;
  }

  private Answer execute(Call call, Optional<ApiVersion> asked) throws IOException {
    var response = transport.execute(request(call, asked));
    try {
      EngineSign.familyIn(response)
          .ifPresent(seen -> {
            engineSeen = true;
            family = seen;
            // The answer to a path without a version does not show that a path with one passes.
            if (asked.isPresent()) {
              version.learnFrom(response);
            }
          });
      date = EngineSign.header(response, "Date").orElse(date);
      var status = response.getStatusCode();
      return new Answer(response, status < 200 || status > 299 ? startOf(response) : "");
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private static Request request(Call call, Optional<ApiVersion> asked) {
    var request =
        Request.builder()
            .method(call.method())
            .path(PathVersion.prefix(asked) + call.path())
            .putHeader("Accept", "application/json");
    if (!call.body().isEmpty()) {
      request
          .putHeader("Content-Type", "application/json")
          .bodyBytes(call.body().getBytes(StandardCharsets.UTF_8));
    }
    return request.build();
  }

  private static String startOf(Response response) throws IOException {
    return new String(response.getBody().readNBytes(MAX_ERROR_BODY), StandardCharsets.UTF_8)
        .strip();
  }

  private static Optional<String> messageIn(String words) {
    try {
      return Optional.ofNullable(JsonTree.read(words).path("message").textValue());
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
