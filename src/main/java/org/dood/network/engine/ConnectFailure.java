package org.dood.network.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.dood.network.engine.tls.TlsMaterial;

/** Why no connection to the engine's address could be made. */
public enum ConnectFailure {
  /** The socket's path names no file, or a file that is not a socket. */
  NO_SOCKET,
  /** There is a directory: the engine creates one if the source of a mount does not exist. */
  SOCKET_IS_DIRECTORY,
  /** SELinux denies containers the use of the socket. */
  DENIED_BY_SELINUX,
  /** Root of this user namespace is not permitted to use the socket. */
  DENIED_BY_USER_NAMESPACE,
  /** This process is not permitted to use the socket. */
  PERMISSION_DENIED,
  /** No process listens at the socket. */
  SOCKET_REFUSED,
  /** The name of the host does not resolve. */
  UNKNOWN_HOST,
  /** No process listens at the port, or the host cannot be reached. */
  CONNECTION_REFUSED,
  /** The process that listens at the port closes the connection. */
  CONNECTION_CLOSED,
  /** The process that listens at the port does not speak TLS. */
  NO_TLS,
  /** The engine's certificate is not trusted. */
  ENGINE_UNTRUSTED,
  /** The engine does not trust this client's certificate, or demands one. */
  CLIENT_UNTRUSTED;

  /** The JDK's words for the alerts 42 to 49 and 116 of TLS, which refuse a certificate. */
  private static final Pattern ALERT =
      Pattern.compile("fatal alert: .*(certificate|unknown_ca|access_denied)");

  /** The {@code uid_map} of a process outside any user namespace: all ids, unchanged. */
  private static final String ALL_USERS = "0 0 4294967295";

  /**
   * Examines an address to which no connection could be made.
   *
   * @param failure the exception with which connecting ended
   * @param proc the {@code /proc/self} of this process
   */
  static ConnectFailure at(EngineAddress address, Throwable failure, Path proc) {
    return switch (address) {
      case EngineAddress.Tcp(_, _, _, Optional<TlsMaterial> tls) -> at(tls.isPresent(), failure);
      case EngineAddress.MountedSocket(Path path) -> at(path, wordsOf(failure), proc);
    };
  }

  private static ConnectFailure at(boolean tls, Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return UNKNOWN_HOST;
    }
    if (failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof SocketTimeoutException) {
      return CONNECTION_REFUSED;
    }
    if (Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(CertificateException.class::isInstance)) {
      return ENGINE_UNTRUSTED;
    }
    if (failure instanceof SSLException && !ALERT.matcher(wordsOf(failure)).find()) {
      return NO_TLS;
    }
    // The alert can be lost: since TLS 1.3 an engine may check the client's certificate only after
    // the client has sent its request.
    return tls ? CLIENT_UNTRUSTED : CONNECTION_CLOSED;
  }

  private static String wordsOf(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse("");
  }

  private static ConnectFailure at(Path path, String refusal, Path proc) {
    if (refusal.contains("No such file")) {
      return NO_SOCKET;
    }
    if (Files.isDirectory(path)) {
      return SOCKET_IS_DIRECTORY;
    }
    if (!refusal.contains("Permission denied")) {
      return isOfAnotherKind(path) ? NO_SOCKET : SOCKET_REFUSED;
    }
    if (contents(proc.resolve("attr/current")).contains("container_t")) {
      return DENIED_BY_SELINUX;
    }
    var users = contents(proc.resolve("uid_map")).strip().replaceAll("\\s+", " ");
    return users.isEmpty() || users.equals(ALL_USERS)
        ? PERMISSION_DENIED
        : DENIED_BY_USER_NAMESPACE;
  }

  private static boolean isOfAnotherKind(Path path) {
    try {
      return !Files.readAttributes(path, BasicFileAttributes.class).isOther();
    } catch (IOException e) {
      return false;
    }
  }

  /** Empty where the kernel has no such file. */
  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
