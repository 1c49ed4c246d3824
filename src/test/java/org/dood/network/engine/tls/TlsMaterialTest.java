package org.dood.network.engine.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dood.network.engine.ConnectFailure;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.tls.TlsMaterial.Parsed.HalfIdentity;
import org.dood.network.engine.tls.TlsMaterial.Parsed.Unreadable;
import org.junit.jupiter.api.Test;

/** An engine that speaks TLS, and asks whoever calls for a certificate. */
class TlsMaterialTest {

  // Made once: each takes the search for a key.
  private static final TlsIdentity AUTHORITY = TlsIdentity.signedBy(Optional.empty(), "authority");
  private static final TlsIdentity ENGINE =
      TlsIdentity.signedBy(Optional.of(AUTHORITY), "localhost");
  private static final TlsIdentity CLIENT = TlsIdentity.signedBy(Optional.of(AUTHORITY), "client");

  private final TlsIdentity authority = AUTHORITY;
  private final TlsIdentity engine = ENGINE;
  private final TlsIdentity client = CLIENT;

  @Test
  void an_engine_of_the_authority_is_asked_by_a_client_of_the_authority() throws IOException {
    try (var server = new Server()) {
      assertThat(apiVersion(server, authority, Optional.of(client)))
          .isEqualTo(new ApiVersion(1, 41));
    }
  }

  @Test
  void an_engine_of_another_authority_is_not_asked() throws IOException {
    var another = TlsIdentity.signedBy(Optional.empty(), "another");
    try (var server = new Server()) {
      assertConnectFailure(
          ConnectFailure.ENGINE_UNTRUSTED, () -> apiVersion(server, another, Optional.of(client)));
    }
  }

  @Test
  void an_engine_that_asks_for_a_certificate_answers_nobody_without() throws IOException {
    try (var server = new Server()) {
      assertConnectFailure(
          ConnectFailure.CLIENT_UNTRUSTED, () -> apiVersion(server, authority, Optional.empty()));
    }
  }

  @Test
  void an_engine_that_does_not_rely_on_our_certificate_answers_nothing() throws IOException {
    var stranger = TlsIdentity.signedBy(Optional.empty(), "stranger");
    try (var server = new Server()) {
      assertConnectFailure(
          ConnectFailure.CLIENT_UNTRUSTED,
          () -> apiVersion(server, authority, Optional.of(stranger)));
    }
  }

  @Test
  void an_engine_whose_certificate_names_another_host_is_not_asked() throws IOException {
    var elsewhere = TlsIdentity.signedBy(Optional.of(authority), "elsewhere");
    try (var server = new Server(elsewhere)) {
      assertConnectFailure(
          ConnectFailure.ENGINE_UNTRUSTED,
          () -> apiVersion(server, authority, Optional.of(client)));
    }
  }

  @Test
  void an_engine_that_speaks_tls_breaks_off_if_it_is_asked_without() throws IOException {
    try (var server = new Server()) {
      assertConnectFailure(
          ConnectFailure.CONNECTION_CLOSED,
          () -> apiVersion(EngineAddress.parse(at(server.port()))));
    }
  }

  @Test
  void an_engine_that_speaks_no_tls_is_told_from_one_that_does() throws Exception {
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answering = CompletableFuture.runAsync(() -> answerInPlainWords(plain));
      var parsed = parse(plain.getLocalPort(), authority, Optional.empty(), Optional.empty());
      assertConnectFailure(ConnectFailure.NO_TLS, () -> apiVersion(parsed));
      answering.get();
    }
  }

  private static void answerInPlainWords(ServerSocket server) {
    try (var connection = server.accept()) {
      assertThat(connection.getInputStream().read()).isPositive();
      connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      connection.shutdownOutput();
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertConnectFailure(ConnectFailure connectFailure, ThrowingCallable asking) {
    assertThatThrownBy(asking)
        .isInstanceOfSatisfying(
            EngineException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        EngineFailure.Unreachable.class,
                        f ->
                            assertThat(f.connectFailure())
                                .as(f.message())
                                .isEqualTo(connectFailure)));
  }

  @Test
  void half_a_client_certificate_is_told() {
    assertThat(parse(2376, authority, Optional.of(client.pem()), Optional.empty()))
        .isEqualTo(new EngineAddress.Parsed.BadTls(new HalfIdentity()));
  }

  @Test
  void keys_are_read_as_openssl_writes_them_and_as_it_once_did() throws IOException {
    assertThat(client.keyPem()).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    var pkcs8 =
        new TlsIdentity(client.certificate(), client.key(), client.pem(), pkcs8(client.key()));
    try (var server = new Server()) {
      assertThat(apiVersion(server, authority, Optional.of(pkcs8)))
          .isEqualTo(new ApiVersion(1, 41));
    }
  }

  @Test
  void a_key_in_another_form_is_told_with_what_makes_one_that_can_be_read() {
    var other = client.keyPem().replace("RSA PRIVATE", "EC PRIVATE");
    assertThat(parse(2376, authority, Optional.of(client.pem()), Optional.of(other)))
        .isEqualTo(
            new EngineAddress.Parsed.BadTls(
                new Unreadable(
                    "a key of the form 'EC PRIVATE KEY' is not supported; convert it with 'openssl"
                        + " pkcs8 -topk8 -nodes'")));
  }

  @Test
  void what_is_no_pem_text_is_told() {
    assertThat(parse(2376, authority, Optional.of(client.pem()), Optional.of("a key")))
        .isEqualTo(
            new EngineAddress.Parsed.BadTls(new Unreadable("there is no private key in the key")));
  }

  private static String pkcs8(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static ApiVersion apiVersion(
      Server server, TlsIdentity trusted, Optional<TlsIdentity> shown) {
    var parsed =
        parse(server.port(), trusted, shown.map(TlsIdentity::pem), shown.map(TlsIdentity::keyPem));
    return apiVersion(parsed);
  }

  private static ApiVersion apiVersion(EngineAddress.Parsed parsed) {
    assertThat(parsed).isInstanceOf(EngineAddress.Parsed.Good.class);
    var address = ((EngineAddress.Parsed.Good) parsed).address();
    try (var asked = Engine.at(address, address.open())) {
      return asked.system().apiVersion();
    }
  }

  private static EngineAddress.Parsed parse(
      int port, TlsIdentity trusted, Optional<String> certificate, Optional<String> key) {
    return EngineAddress.parse(
        at(port), new PemTexts(Optional.of(trusted.pem()), certificate, key));
  }

  private static Optional<String> at(int port) {
    return Optional.of("tcp://localhost:" + port);
  }

  /** Answers as an engine does when it is asked for its version. */
  private final class Server implements AutoCloseable {

    private final HttpsServer server;

    Server() throws IOException {
      this(engine);
    }

    Server(TlsIdentity shown) throws IOException {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server = HttpsServer.create(address, 0);
      var parsed = parse(1, authority, Optional.of(shown.pem()), Optional.of(shown.keyPem()));
      assertThat(parsed).isInstanceOf(EngineAddress.Parsed.Good.class);
      var tcp = (EngineAddress.Tcp) ((EngineAddress.Parsed.Good) parsed).address();
      server.setHttpsConfigurator(
          new HttpsConfigurator(tcp.tls().orElseThrow().context()) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters asking = getSSLContext().getDefaultSSLParameters();
              asking.setNeedClientAuth(true);
              parameters.setSSLParameters(asking);
            }
          });
      server.createContext(
          "/v1.41/version",
          exchange -> {
            var answer = "{\"ApiVersion\": \"1.41\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
