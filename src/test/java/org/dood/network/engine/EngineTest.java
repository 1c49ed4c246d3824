package org.dood.network.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.dood.network.engine.EngineFailure.Refused;
import org.dood.network.engine.EngineFailure.TimedOut;
import org.dood.network.engine.EngineFailure.Unintelligible;
import org.dood.network.engine.EngineFailure.Unreachable;
import org.dood.network.engine.model.ContainerId;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** What becomes of answers that no engine should give, over a transport that gives them. */
class EngineTest {

  private static final ContainerId CONTAINER = new ContainerId("0123456789abcdef".repeat(4));
  private static final Duration SHORT = Duration.ofMillis(50);

  private final DockerHttpClient transport = mock();
  private final Engine engine = Engine.at(EngineAddress.mountedSocket(), transport);

  private EngineFailure failureOf(Runnable call) {
    var thrown = new EngineFailure[1];
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(EngineException.class, e -> thrown[0] = e.failure());
    return thrown[0];
  }

  private void answers(int status, InputStream body) {
    DockerHttpClient.Response response = mock();
    when(response.getStatusCode()).thenReturn(status);
    when(response.getBody()).thenReturn(body);
    when(response.getHeaders()).thenReturn(Map.of());
    when(transport.execute(any())).thenReturn(response);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_refusal_is_told_in_the_engines_words() {
    answers(500, text("{\"message\": \"the disk is full\"}"));
    assertThat(failureOf(engine.containers()::running))
        .isEqualTo(new Refused("list containers", 500, "the disk is full"));
  }

  @Test
  void a_refusal_that_is_no_json_is_told_as_it_is() {
    answers(502, text("Bad Gateway"));
    assertThat(failureOf(engine.containers()::running))
        .isEqualTo(new Refused("list containers", 502, "Bad Gateway"));
  }

  @Test
  void an_answer_cut_short_is_no_answer() {
    answers(200, text("[{\"Id\": \"0123"));
    assertThat(failureOf(engine.containers()::running)).isInstanceOf(Unintelligible.class);
  }

  @Test
  void an_answer_without_what_every_engine_gives_is_no_answer() {
    answers(200, text("{}"));
    assertThat(failureOf(() -> engine.containers().find(CONTAINER)))
        .isInstanceOf(Unintelligible.class);
  }

  @Test
  void a_connection_that_breaks_is_told_as_such() {
    InputStream broken =
        mock(
            InputStream.class,
            (Answer<Object>)
                _ -> {
                  throw new IOException("Connection reset by peer");
                });
    answers(200, broken);
    assertThat(failureOf(engine.containers()::running))
        .isInstanceOfSatisfying(
            Unreachable.class, u -> assertThat(u.message()).contains("Connection reset by peer"));
  }

  @Test
  void a_call_that_never_ends_is_given_up_after_its_deadline() {
    var never = new CountDownLatch(1);
    when(transport.execute(any()))
        .thenAnswer(_ -> {
          never.await();
          throw new AssertionError("answered after all");
        });
    var deadlines = new Deadlines(Deadlines.STANDARD.look(), Deadlines.STANDARD.change(), SHORT);
    var impatient = Engine.at(EngineAddress.mountedSocket(), transport, deadlines);
    assertThat(failureOf(() -> impatient.containers().commandLines(CONTAINER)))
        .isEqualTo(new TimedOut("list processes of container " + CONTAINER.shortForm(), SHORT));
  }

  @Test
  void answer_without_end_is_given_up() {
    var endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) ' ');
            return length;
          }
        };
    answers(200, endless);
    assertThat(failureOf(engine.containers()::running))
        .isInstanceOfSatisfying(
            Unintelligible.class, u -> assertThat(u.message()).contains("more than"));
    assertThat(failureOf(() -> engine.containers().lastLines(1, CONTAINER)))
        .isInstanceOf(Unintelligible.class);
  }

  @Test
  void it_closes_its_transport() throws IOException {
    engine.close();
    verify(transport).close();
  }
}
