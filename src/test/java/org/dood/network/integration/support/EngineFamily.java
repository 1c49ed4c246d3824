package org.dood.network.integration.support;

import com.github.dockerjava.api.DockerClient;

/** What the engines of a kind do in their own way, as far as tests have to know it. */
public enum EngineFamily {
  DOCKER("bridge"),
  PODMAN("podman");

  private final String defaultNetwork;

  EngineFamily(String defaultNetwork) {
    this.defaultNetwork = defaultNetwork;
  }

  static EngineFamily of(DockerClient client) {
    return client.versionCmd().exec().getComponents().stream()
            .anyMatch(component -> component.getName().equals("Podman Engine"))
        ? PODMAN
        : DOCKER;
  }

  /** The network of a container for which nobody chose one. */
  public String defaultNetwork() {
    return defaultNetwork;
  }
}
