package org.dood.network.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * The addresses of services, by their names. Where the engine's resolver is not asked, as with a
 * VPN client's, no name resolves, and a service counts as still at the address that it had at
 * first.
 */
final class ServiceAddresses implements Lookups.Addresses {

  private final AttachedNetwork network;
  private final Map<String, InetAddress> atFirst;
  private volatile boolean namesResolve;

  /**
   * @param atFirst the addresses that services had when this process was started
   */
  ServiceAddresses(AttachedNetwork network, Map<String, InetAddress> atFirst) {
    this.network = network;
    this.atFirst = atFirst;
  }

  @Override
  public InetAddress of(String service) throws IOException {
    try {
      var address = network.addressOf(service);
      namesResolve = true;
      return address;
    } catch (UnknownHostException unresolved) {
      var address = atFirst.get(service);
      if (address == null || namesResolve) {
        throw unresolved;
      }
      return address;
    }
  }
}
