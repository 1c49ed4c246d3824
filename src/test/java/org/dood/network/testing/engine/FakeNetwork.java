package org.dood.network.testing.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.engine.model.NetworkId;

/** A network of the fake engine. It has IPv4 alone and a gateway, unless it is told otherwise. */
public final class FakeNetwork {

  private static final String IPV6_GATEWAY = "fd00::1";

  private final String id;
  private final String name;
  private final Subnet subnet;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private Instant created = Instant.EPOCH;
  private boolean internal;
  private boolean ipv4 = true;
  private boolean ipv6;
  private String gateway;
  private int endpointsMade;

  FakeNetwork(String id, String name, int number) {
    this.id = id;
    this.name = name;
    this.subnet = Subnet.ofNetwork(number);
    this.gateway = subnet.address(1);
  }

  /** The network was created with a label, which has no value. */
  public FakeNetwork withLabel(String given) {
    return withLabel(given, "");
  }

  /** The network was created with a label. */
  public FakeNetwork withLabel(String given, String value) {
    labels.put(given, value);
    return this;
  }

  /** The network was created with an option that limits the size of packets. */
  public FakeNetwork withMtu(String mtu) {
    options.put("com.docker.network.driver.mtu", mtu);
    return this;
  }

  /** The network was created at this time. */
  public FakeNetwork createdAt(Instant time) {
    created = time;
    return this;
  }

  /** The network has IPv6 addresses and a gateway for them, too. */
  public FakeNetwork withIpv6() {
    ipv6 = true;
    return this;
  }

  /** The network has IPv6 addresses and no others, as {@code --ipv4=false} makes it. */
  public FakeNetwork withIpv6Only() {
    ipv4 = false;
    gateway = "";
    return withIpv6();
  }

  /** The network leads nowhere: it has no gateway. */
  public FakeNetwork internal() {
    internal = true;
    gateway = "";
    return this;
  }

  /** The network's gateway for IPv4 is at this address. */
  public FakeNetwork withGateway(String address) {
    gateway = address;
    return this;
  }

  public NetworkId id() {
    return new NetworkId(id);
  }

  public String name() {
    return name;
  }

  /** The address of the gateway for IPv4; empty if the network is internal. */
  public String gateway() {
    return gateway;
  }

  /** The address of the gateway for IPv6; empty if the network has no IPv6. */
  public String ipv6Gateway() {
    return ipv6 ? IPV6_GATEWAY : "";
  }

  boolean isNamed(String nameOrId) {
    return name.equals(nameOrId) || id.equals(nameOrId);
  }

  boolean hasIdStartingWith(String start) {
    return id.startsWith(start);
  }

  /** A number that no endpoint on this network has had. */
  int nextEndpoint() {
    endpointsMade++;
    return 1 + endpointsMade;
  }

  /** The IPv4 address of an endpoint; empty if the network has none. */
  String address(int endpoint) {
    return ipv4 ? subnet.address(endpoint) : "";
  }

  /** The IPv6 address of an endpoint; empty if the network has none. */
  String ipv6Address(int endpoint) {
    return ipv6 ? "fd00::" + Integer.toHexString(endpoint) : "";
  }

  /** The network as {@code GET /networks/{id}} shows it. */
  ObjectNode inspected(Stream<FakeContainer> liveContainers) {
    var json =
        Json.object()
            .put("Name", name)
            .put("Id", id)
            .put("Created", created.toString())
            .put("Scope", "local")
            .put("Driver", "bridge")
            .put("EnableIPv6", ipv6)
            .put("Internal", internal);
    json.set("Labels", Json.object(labels));
    json.set("Options", Json.object(options));
    json.putObject("IPAM")
        .put("Driver", "default")
        .set(
            "Config",
            Json.array(
                Stream.of(Json.object(Map.of("Subnet", subnet.range(), "Gateway", gateway)))));
    var containers = json.putObject("Containers");
    liveContainers.forEach(c -> containers.putObject(c.id().value()).put("Name", c.name()));
    return json;
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * A range of addresses.
   *
   * @param start the first two parts of its addresses
   * @param third the third part
   * @param bits the length of the prefix
   */
  private record Subnet(String start, int third, int bits) {

    /** As an engine hands out its 31 built-in ranges; further ones are free, for tests' sake. */
    static Subnet ofNetwork(int number) {
      if (number < 15) {
        return new Subnet("172." + (17 + number), 0, 16);
      }
      return number < 31
          ? new Subnet("192.168", 16 * (number - 15), 20)
          : new Subnet("10." + number, 0, 16);
    }

    String range() {
      return start + "." + third + ".0/" + bits;
    }

    String address(int host) {
      return String.join(".", List.of(start, "" + (third + host / 256), "" + host % 256));
    }
  }
}
