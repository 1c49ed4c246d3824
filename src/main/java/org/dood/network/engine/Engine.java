package org.dood.network.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.dood.network.engine.json.JsonApi;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.Listing;

/**
 * The engine behind an address: the calls that this action makes, by resource, and no others.
 *
 * <p>Each call has a deadline, and fails with an {@link EngineException} that says which call it
 * was.
 */
public final class Engine implements AutoCloseable {

  private final EngineAddress address;
  private final DockerHttpClient transport;
  private final JsonApi json;
  private final ContainerCalls containers;
  private final NetworkCalls networks;
  private final SystemCalls system;
  private final LeftOutElements leftOut = new LeftOutElements();

  private Engine(EngineAddress address, DockerHttpClient transport, Deadlines deadlines) {
    var calls = new TimedCalls(address);
    this.json = new JsonApi(transport);
    this.address = address;
    this.transport = transport;
    this.networks = new NetworkCalls(calls, json, deadlines, leftOut);
    this.containers = new ContainerCalls(calls, json, deadlines, leftOut, networks);
    this.system = new SystemCalls(calls, json, deadlines);
  }

  /**
   * The engine that a transport leads to.
   *
   * @param address the address that the transport connects to; it is examined if no connection can
   *     be made
   */
  public static Engine at(EngineAddress address, DockerHttpClient transport) {
    return at(address, transport, Deadlines.STANDARD);
  }

  /** The same, with other deadlines, for a test that waits for one. */
  static Engine at(EngineAddress address, DockerHttpClient transport, Deadlines deadlines) {
    return new Engine(address, transport, deadlines);
  }

  /** The address at which the engine is called. */
  public EngineAddress address() {
    return address;
  }

  /**
   * The time by the engine's clock, which the times of its objects are by. That is this host's
   * clock if its socket is mounted; else the answers say what time it is there.
   *
   * @param clock this host's, which also counts if no answer said the time
   */
  public Instant now(InstantSource clock) {
    return switch (address) {
      case EngineAddress.MountedSocket _ -> clock.instant();
      case EngineAddress.Tcp _ -> json.timeOfLastAnswer().orElseGet(clock::instant);
    };
  }

  /** The family of the engine. It is known from the first answer on; until then it is Docker. */
  public EngineFamily family() {
    return json.family();
  }

  /** The calls on containers. */
  public ContainerCalls containers() {
    return containers;
  }

  /** The calls on networks. */
  public NetworkCalls networks() {
    return networks;
  }

  /** The calls on the engine itself. */
  public SystemCalls system() {
    return system;
  }

  /**
   * The elements that could not be read of any list that was asked for so far, for a report. What
   * has to be decided by a list is decided by its own {@link Listing#leftOut()}.
   */
  public List<LeftOut> leftOut() {
    return leftOut.all();
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
