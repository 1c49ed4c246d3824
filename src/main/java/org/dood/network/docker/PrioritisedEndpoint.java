package org.dood.network.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.Serial;

/** Docker's {@code EndpointSettings} of API 1.48, one field of which docker-java does not have. */
final class PrioritisedEndpoint extends ContainerNetwork {

  @Serial private static final long serialVersionUID = 1L;

  private final int gatewayPriority;

  PrioritisedEndpoint(int gatewayPriority) {
    this.gatewayPriority = gatewayPriority;
  }

  @JsonProperty("GwPriority")
  int gatewayPriority() {
    return gatewayPriority;
  }
}
