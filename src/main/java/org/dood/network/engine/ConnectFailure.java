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

/** What stands where the engine should be reached. */
public enum ConnectFailure {
  /** Nothing is there. */
  NO_SOCKET,
  /** A directory: the engine makes one where a mount's source does not exist. */
  SOCKET_IS_DIRECTORY,
  /** A socket that SELinux keeps containers from. */
  DENIED_BY_SELINUX,
  /** A socket that root of this user namespace may not use. */
  DENIED_BY_USER_NAMESPACE,
  /** A socket that may not be used. */
  PERMISSION_DENIED,
  /** A socket behind which nobody answers. */
  SOCKET_REFUSED,
  /** A host of which nothing is known. */
  UNKNOWN_HOST,
  /** A port at which nobody listens. */
  CONNECTION_REFUSED,
  /** A port at which whoever listens breaks off. */
  CONNECTION_CLOSED,
  /** A port at which TLS was spoken to somebody who does not. */
  NO_TLS,
  /** A port behind which somebody shows a certificate that cannot be relied on. */
  ENGINE_UNTRUSTED,
  /** A port behind which somebody does not rely on our certificate, or wants to see one. */
  CLIENT_UNTRUSTED;

  /** As the JDK tells of the alerts 42 to 49 and 116 of TLS. */
  private static final Pattern ALERT =
      Pattern.compile("fatal alert: .*(certificate|unknown_ca|access_denied)");

  /** The whole of the user ids, as a process outside any user namespace sees it. */
  private static final String ALL_USERS = "0 0 4294967295";

  /**
   * Looks at an address to which no connection could be made.
   *
   * @param failure what became of the connection
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
    // Its alert can be lost: from TLS 1.3 on a client is judged once it speaks already.
    return tls ? CLIENT_UNTRUSTED : CONNECTION_CLOSED;
  }

  private static String wordsOf(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse("");
  }

  private static ConnectFailure at(Path path, String refusal, Path proc) {
    if (!Files.exists(path)) {
      return NO_SOCKET;
    }
    if (Files.isDirectory(path)) {
      return SOCKET_IS_DIRECTORY;
    }
    if (!refusal.contains("Permission denied")) {
      return isSocket(path) ? SOCKET_REFUSED : NO_SOCKET;
    }
    if (contents(proc.resolve("attr/current")).contains("container_t")) {
      return DENIED_BY_SELINUX;
    }
    var users = contents(proc.resolve("uid_map")).strip().replaceAll("\\s+", " ");
    return users.isEmpty() || users.equals(ALL_USERS)
        ? PERMISSION_DENIED
        : DENIED_BY_USER_NAMESPACE;
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isOther();
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
