package org.dood.network.engine;

import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.json.Answers;
import org.dood.network.engine.json.JsonApi;
import org.dood.network.engine.json.JsonTree;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.Listing;
import org.dood.network.engine.model.LiveEndpoint;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.ObjectName;

/** The calls on networks. */
public final class NetworkCalls {

  private final TimedCalls calls;
  private final JsonApi json;
  private final Deadlines deadlines;
  private final LeftOutElements leftOut;

  NetworkCalls(TimedCalls calls, JsonApi json, Deadlines deadlines, LeftOutElements leftOut) {
    this.calls = calls;
    this.json = json;
    this.deadlines = deadlines;
    this.leftOut = leftOut;
  }

  /** {@code GET /networks}: all networks. */
  public Listing<ListedNetwork> all() {
    return leftOut.of(
        calls.within(
            deadlines.look(),
            "list networks",
            () -> json.list("/networks", "network", Answers.LISTED_NETWORK)));
  }

  /** {@code GET /networks/{id}}: a network; empty if there is none of that name or id. */
  public Optional<Network> find(ObjectName name) {
    return calls.ifFound(
        deadlines.look(),
        "inspect network " + name,
        () -> json.get("/networks/" + name, Answers.NETWORK));
  }

  /** {@code GET /networks/{id}}: the time at which a network was made; empty if it is gone. */
  public Optional<Instant> createdAt(ObjectName name) {
    return calls.ifFound(
        deadlines.look(),
        "inspect network " + name,
        () -> json.get("/networks/" + name, Answers.CREATED_AT));
  }

  /**
   * {@code GET /networks/{id}}: the first gateway of a network; empty if it has none, or there is
   * no such network.
   */
  public Optional<String> gatewayOf(ObjectName name) {
    return calls
        .ifFound(
            deadlines.look(),
            "inspect network " + name,
            () -> json.get("/networks/" + name, Answers.GATEWAY))
        .flatMap(gateway -> gateway);
  }

  /** {@code GET /networks/{id}}: the endpoints that are up on a network; empty if it is gone. */
  public Optional<List<LiveEndpoint>> liveEndpoints(NetworkId network) {
    return calls.ifFound(
        deadlines.look(),
        "inspect network " + network,
        () -> json.get(path(network, ""), Answers.LIVE_ENDPOINTS));
  }

  /**
   * {@code POST /networks/{id}/connect}: attaches a container.
   *
   * @param aliases the further names that it answers to there
   * @param gatewayPriority whether the network may give the container its default route: the
   *     highest priority does; engines before API 1.48 ignore it
   */
  public void connect(
      NetworkId network, ContainerId container, List<String> aliases, int gatewayPriority) {
    calls.within(
        deadlines.change(),
        "connect container " + container.shortForm() + " to network " + network,
        () -> {
          var endpoint = JsonTree.object().put("GwPriority", gatewayPriority);
          aliases.forEach(endpoint.putArray("Aliases")::add);
          var body = JsonTree.object().put("Container", container.value());
          return json.post(path(network, "/connect"), body.set("EndpointConfig", endpoint));
        });
  }

  /** {@code POST /networks/{id}/disconnect}: detaches a container. */
  public void disconnect(NetworkId network, ContainerId container) {
    calls.within(
        deadlines.change(),
        "disconnect container " + container.shortForm() + " from network " + network,
        () ->
            json.post(
                path(network, "/disconnect"),
                JsonTree.object().put("Container", container.value())));
  }

  /**
   * {@code POST /networks/{name}/disconnect} with force: makes a container forget a network that is
   * gone, so that it can start again. The engine finds such a network by its name alone (Docker
   * 20.10 and the current engine).
   */
  public void forget(String goneNetwork, ContainerId container) {
    calls.within(
        deadlines.change(),
        "make container " + container.shortForm() + " forget network " + goneNetwork,
        () ->
            json.post(
                "/networks/" + new ObjectName(goneNetwork) + "/disconnect",
                JsonTree.object().put("Container", container.value()).put("Force", true)));
  }

  /**
   * {@code DELETE /networks/{id}}: removes a network that nothing uses.
   *
   * @return whether there was one to be removed
   */
  public boolean remove(NetworkId network) {
    return calls
        .ifFound(
            deadlines.change(), "remove network " + network, () -> json.delete(path(network, "")))
        .isPresent();
  }

  /**
   * The path of a call about one network. An endpoint that was never up has no id of its network,
   * and without an id the path would be that of another call.
   */
  private static String path(NetworkId network, String action) {
    return ObjectName.parse(network.value())
        .map(id -> "/networks/" + id + action)
        .orElseThrow(() ->
            new UncheckedIOException(new ProtocolException("there is no id of the network in it")));
  }
}
