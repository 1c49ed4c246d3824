package org.dood.network.inputs;

import java.util.List;
import org.dood.network.engine.tls.TlsMaterial;

/** Why an input cannot be used. */
public sealed interface InvalidInput {

  /** An input that names objects of the engine holds a text that is no name. */
  record NotAName(Input input, String given) implements InvalidInput {}

  /** An input holds a name of the form that this action reserves for its own marks. */
  record ReservedName(Input input, String given) implements InvalidInput {}

  /**
   * An input holds none of the texts that it takes.
   *
   * @param choices the texts that it takes
   */
  record NotAChoice(Input input, String given, List<String> choices) implements InvalidInput {}

  /** An input holds no length of time. */
  record NotADuration(Input input, String given) implements InvalidInput {}

  /** The input {@code wait-for} holds a text that is neither a service nor a service and port. */
  record NotAService(String given) implements InvalidInput {}

  /** The input {@code localhost-ports} holds a text that is neither a port nor a range of ports. */
  record NotPorts(String given) implements InvalidInput {}

  /**
   * The input {@code localhost-ports} holds more ports than the forwarder takes.
   *
   * @param ports how many it holds
   * @param most how many it may hold
   */
  record TooManyPorts(int ports, int most) implements InvalidInput {}

  /** The input {@code wait-for} is set, but {@code wait} is not. */
  record WaitForWithoutWait(String given) implements InvalidInput {}

  /** The input {@code docker-host} holds no address. */
  record NotAnAddress(String given) implements InvalidInput {}

  /** The input {@code docker-host} holds a socket that no container action can reach. */
  record SocketOutOfReach(String given) implements InvalidInput {}

  /** The inputs that hold TLS material cannot be used. */
  record UnusableTls(TlsMaterial.Parsed.Unusable problem) implements InvalidInput {}
}
