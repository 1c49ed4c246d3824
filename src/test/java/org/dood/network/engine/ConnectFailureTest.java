package org.dood.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectFailureTest {

  private static final String DENIED = "Permission denied";

  @TempDir private Path directory;

  @BeforeEach
  void aKernelWithoutSELinuxOrUserNamespaces() throws IOException {
    Files.createDirectories(directory.resolve("proc/attr"));
    Files.writeString(directory.resolve("proc/uid_map"), "         0          0 4294967295\n");
  }

  private ConnectFailure at(Path socket, String refusal) {
    return at(new EngineAddress.MountedSocket(socket), new IOException(refusal));
  }

  private ConnectFailure at(EngineAddress address, IOException failure) {
    return ConnectFailure.at(address, failure, directory.resolve("proc"));
  }

  private Path socket() throws IOException {
    var path = directory.resolve("docker.sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    return path;
  }

  @Test
  void tells_what_stands_where_the_socket_should_be() throws IOException {
    assertThat(at(directory.resolve("none"), "No such file")).isEqualTo(ConnectFailure.NO_SOCKET);
    assertThat(at(directory, "Connection refused")).isEqualTo(ConnectFailure.SOCKET_IS_DIRECTORY);
    assertThat(at(socket(), "Connection refused")).isEqualTo(ConnectFailure.SOCKET_REFUSED);
  }

  @Test
  void tells_a_host_that_is_not_known_from_a_port_at_which_nobody_listens() {
    var port = new EngineAddress.Tcp("engine", 2375, "", Optional.empty());
    assertThat(at(port, new UnknownHostException("engine"))).isEqualTo(ConnectFailure.UNKNOWN_HOST);
    assertThat(at(port, new ConnectException("refused")))
        .isEqualTo(ConnectFailure.CONNECTION_REFUSED);
    assertThat(at(port, new SocketException("Connection reset")))
        .isEqualTo(ConnectFailure.CONNECTION_CLOSED);
  }

  @Test
  void tells_why_a_socket_is_closed() throws IOException {
    var socket = socket();
    assertThat(at(socket, DENIED)).isEqualTo(ConnectFailure.PERMISSION_DENIED);
    Files.writeString(directory.resolve("proc/uid_map"), "         0     100000      65536\n");
    assertThat(at(socket, DENIED)).isEqualTo(ConnectFailure.DENIED_BY_USER_NAMESPACE);
    Files.writeString(
        directory.resolve("proc/attr/current"), "system_u:system_r:container_t:s0:c1,c2\0");
    assertThat(at(socket, DENIED)).isEqualTo(ConnectFailure.DENIED_BY_SELINUX);
  }
}
