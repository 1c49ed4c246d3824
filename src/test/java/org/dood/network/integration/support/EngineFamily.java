package org.dood.network.integration.support;

import com.github.dockerjava.api.DockerClient;
import java.util.List;
import java.util.stream.Stream;

/** What the engines of a kind do in their own way, as far as tests have to know it. */
public enum EngineFamily {
  DOCKER("bridge"),
  PODMAN("podman");

  private final String defaultNetwork;

  EngineFamily(String defaultNetwork) {
    this.defaultNetwork = defaultNetwork;
  }

  static EngineFamily of(DockerClient client) {
    return Stream.ofNullable(client.versionCmd().exec().getComponents())
            .flatMap(List::stream)
            .anyMatch(component -> "Podman Engine".equals(component.getName()))
        ? PODMAN
        : DOCKER;
  }

  /** The network of a container for which nobody chose one. */
  public String defaultNetwork() {
    return defaultNetwork;
  }
}
