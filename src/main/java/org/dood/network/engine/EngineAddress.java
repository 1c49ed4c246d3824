package org.dood.network.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dood.network.engine.http.HttpTransport;
import org.dood.network.engine.tls.PemTexts;
import org.dood.network.engine.tls.TlsMaterial;

/** Where the engine is reached. */
public sealed interface EngineAddress {

  /**
   * The socket that the runner mounts into every container action, from the same path of the host
   * (actions/runner, {@code ContainerActionHandler.cs}).
   */
  static EngineAddress mountedSocket() {
    return new MountedSocket(Path.of("/var/run/docker.sock"));
  }

  /** A socket in this container. */
  record MountedSocket(Path path) implements EngineAddress {}

  /**
   * A host and port, with TLS or without.
   *
   * @param port 1 to 65535
   * @param path what each request's path begins with, without a slash at its end; may be empty
   */
  record Tcp(String host, int port, String path, Optional<TlsMaterial> tls)
      implements EngineAddress {

    /** With a name as Compose gives services, in which {@link URI} sees no host for its '_'. */
    private static final Pattern WITH_UNDERSCORE =
        Pattern.compile("([a-zA-Z0-9_][a-zA-Z0-9_.-]*):([0-9]{1,5})");

    private static Optional<Tcp> of(URI uri) {
      var path = Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("/+$", "");
      var address =
          uri.getHost() == null
              ? Optional.ofNullable(uri.getRawAuthority())
                  .map(WITH_UNDERSCORE::matcher)
                  .filter(Matcher::matches)
                  .map(m ->
                      new Tcp(m.group(1), Integer.parseInt(m.group(2)), path, Optional.empty()))
              : Optional.of(new Tcp(uri.getHost(), uri.getPort(), path, Optional.empty()));
      return address.filter(tcp -> tcp.port() > 0 && tcp.port() <= 65_535);
    }
  }

  /** The address as {@code DOCKER_HOST} would hold it. */
  default String uri() {
    return switch (this) {
      case MountedSocket(Path path) -> "unix://" + path;
      case Tcp(String host, int port, String path, _) -> "tcp://" + host + ":" + port + path;
    };
  }

  /** What an input that should hold an address came to. */
  sealed interface Parsed {

    /** An address. */
    record Good(EngineAddress address) implements Parsed {}

    /** A socket of the runner's, which no container action can see. */
    record OutOfSight(String given) implements Parsed {}

    /** No address at all. */
    record Malformed(String given) implements Parsed {}

    /** An address, and TLS material that cannot be used. */
    record BadTls(TlsMaterial.Parsed.Unusable problem) implements Parsed {}
  }

  /**
   * Reads an address of the form {@code tcp://host:port}; without one, it is the mounted socket's,
   * which takes no TLS.
   *
   * @param given the address; empty if none was given
   * @param pem the TLS material
   */
  static Parsed parse(Optional<String> given, PemTexts pem) {
    return switch (parse(given)) {
      case Parsed.Good(Tcp tcp) when !pem.isEmpty() ->
          switch (TlsMaterial.parse(pem)) {
            case TlsMaterial.Parsed.Good(TlsMaterial material) ->
                new Parsed.Good(new Tcp(tcp.host(), tcp.port(), tcp.path(), Optional.of(material)));
            case TlsMaterial.Parsed.Unusable problem -> new Parsed.BadTls(problem);
          };
      case Parsed other -> other;
    };
  }

  /** Reads an address without TLS. */
  static Parsed parse(Optional<String> given) {
    return given.map(EngineAddress::parse).orElseGet(() -> new Parsed.Good(mountedSocket()));
  }

  private static Parsed parse(String given) {
    try {
      var uri = new URI(given);
      var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      if (scheme.equals("unix")) {
        return given.equals(mountedSocket().uri())
            ? new Parsed.Good(mountedSocket())
            : new Parsed.OutOfSight(given);
      }
      return Optional.of(uri)
          .filter(_ -> scheme.equals("tcp"))
          .flatMap(Tcp::of)
          .<Parsed>map(Parsed.Good::new)
          .orElseGet(() -> new Parsed.Malformed(given));
    } catch (URISyntaxException e) {
      return new Parsed.Malformed(given);
    }
  }

  /** A transport to the engine; it connects at the first call. */
  default DockerHttpClient open() {
    return switch (this) {
      case MountedSocket(Path path) -> HttpTransport.toSocket(path);
      case Tcp(String host, int port, String path, Optional<TlsMaterial> tls) ->
          HttpTransport.toPort(host, port, path, tls.map(TlsMaterial::context));
    };
  }
}
