package org.dood.network.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLocationTest {

  /** Where engines in various homes keep the file that a container sees as /etc/hostname. */
  @ParameterizedTest
  @CsvSource({
    "/var/lib/docker/containers/9f/hostname, HOST",
    "/containers/9f/hostname, HOST",
    "/@rootfs/var/lib/docker/containers/9f/hostname, HOST",
    "/home/ci/.local/share/docker/containers/9f/hostname, HOST",
    "/var/lib/docker/volumes/dind-storage/_data/containers/9f/hostname, CONTAINER",
    "/home/ci/.local/share/containers/storage/volumes/d/_data/containers/9f/hostname, CONTAINER",
    "/var/lib/kubelet/pods/1a-2b/volumes/kubernetes.io~empty-dir/dind/containers/9f/hostname, POD",
    "/var/lib/containerd/io.containerd.grpc.v1.cri/containers/7c/volumes/3d/containers/9f/hostname,"
        + " POD",
  })
  void is_told_from_where_the_engine_keeps_our_files(String path, EngineLocation home) {
    var mountInfo =
        """
        688 681 0:30 / / rw,relatime - overlay overlay rw
        689 681 8:1 /var/lib/docker/volumes/x/_data/y /github/home rw - ext4 /dev/sda1 rw
        690 681 8:1 %s /etc/hostname rw,relatime - ext4 /dev/sda1 rw
        """
            .formatted(path);
    assertThat(EngineLocation.from(mountInfo)).isEqualTo(home);
  }
}
