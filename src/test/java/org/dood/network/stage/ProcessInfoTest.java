package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dood.network.services.RoutingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessInfoTest {

  private static final String ID = "0123456789abcdef".repeat(4);

  @TempDir private Path proc;

  /** As Docker, Podman, and Docker in a container keep the file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/docker/containers/",
        "/containers/storage/overlay-containers/",
        "/var/lib/docker/volumes/dind/_data/containers/"
      })
  void container_is_known_by_its_id_on_the_hosts_network_too(String directory) throws IOException {
    var file = directory.contains("overlay") ? "/userdata/hostname" : "/hostname";
    assertThat(infoWith(directory + ID + file).container()).isEqualTo(ID);
  }

  @Test
  void container_is_known_by_its_hostname_where_the_kernel_shows_no_id() throws IOException {
    assertThat(infoWith("/var/lib/kubelet/pods/1a-2b/etc-hostname").container())
        .isEqualTo("build-7");
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 4294967295, false",
    "0 165536 65536, false",
    "0 1000 1, true",
    "'         0       1000          1\n         1     100000      65536', true"
  })
  void rootless_engine_maps_root_to_the_one_user_who_started_it(String uidMap, boolean rootless)
      throws IOException {
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/uid_map"), uidMap + "\n");
    assertThat(infoWith("/hostname").rootlessEngine()).isEqualTo(rootless);
  }

  @Test
  void kernel_that_shows_no_routes_and_no_users_is_taken_for_a_usual_one() throws IOException {
    assertThat(infoWith("/hostname").rootlessEngine()).isFalse();
    assertThat(infoWith("/hostname").routes()).isEqualTo(new RoutingTable(""));
  }

  private ProcessInfo infoWith(String hostnameFile) throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel"));
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("sys/kernel/hostname"), "build-7\n");
    Files.writeString(
        proc.resolve("self/mountinfo"),
        """
        688 681 0:30 / / rw,relatime - overlay overlay rw
        690 681 8:1 %s /etc/hostname rw,relatime - ext4 /dev/sda1 rw
        """
            .formatted(hostnameFile));
    return ProcessInfo.ofProcess(proc);
  }
}
