package org.dood.network.services;

import java.util.Optional;
import java.util.Set;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.ObjectName;

/**
 * Finds whether Testcontainers has to be told the host, and which one. Its libraries for Java,
 * Node.js and Go guess it alike: the host of {@code DOCKER_HOST} if that has one; else, where there
 * is a file {@code /.dockerenv}, the gateway of the network {@code bridge}; else localhost. The
 * variable {@value #VARIABLE} overrides the guess.
 */
public final class FindTestcontainersHost {

  /** The variable that all of Testcontainers' libraries read. */
  public static final String VARIABLE = "TESTCONTAINERS_HOST_OVERRIDE";

  private static final ObjectName GUESSED_NETWORK = new ObjectName("bridge");

  private static final String DOCKER_HOST = "DOCKER_HOST";

  private final Engine engine;
  private final FindHost hosts;

  public FindTestcontainersHost(Engine engine, FindHost hosts) {
    this.engine = engine;
    this.hosts = hosts;
  }

  /**
   * The host; empty where the guess is right, and where no host is known.
   *
   * @param host where steps reach published ports
   * @param existing the names of the variables that steps have
   */
  public Optional<String> toBeTold(StepsLocation steps, HostAddress host, Set<String> existing) {
    return steps instanceof StepsLocation.OnJobNetwork
            && host instanceof HostAddress.At(String address)
            && !isGuessedRight(existing)
        ? Optional.of(address)
        : Optional.empty();
  }

  /** Podman makes no file {@code /.dockerenv}, and its first network has another name. */
  private boolean isGuessedRight(Set<String> existing) {
    return engine.family() == EngineFamily.DOCKER
        && engine.address() instanceof EngineAddress.MountedSocket
        && !existing.contains(DOCKER_HOST)
        && isGatewayAnswering();
  }

  /** No if the engine does not tell: to be told the right host does no harm. */
  private boolean isGatewayAnswering() {
    try {
      return engine.networks().gatewayOf(GUESSED_NETWORK).filter(hosts::answers).isPresent();
    } catch (EngineException e) {
      return false;
    }
  }
}
