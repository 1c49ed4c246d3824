package org.dood.network.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;

/**
 * The socket that the runner mounts into every container action, from the same path on the host
 * (actions/runner, {@code ContainerActionHandler.cs}).
 */
public final class EngineSocket {

  static final URI URI_AS_MOUNTED = URI.create("unix:///var/run/docker.sock");

  private EngineSocket() {}

  /** A transport to the engine behind the socket; it connects at the first call. */
  public static DockerHttpClient open() {
    return new ZerodepDockerHttpClient.Builder()
        .dockerHost(URI_AS_MOUNTED)
        .connectionTimeout(Engine.LOOK)
        .responseTimeout(Engine.CHANGE)
        .build();
  }
}
