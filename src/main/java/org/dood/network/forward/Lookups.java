package org.dood.network.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks up the addresses of services, each on a platform thread, since a look-up blocks its thread.
 *
 * <p>At most one look-up of a service runs at a time, and all connections that wait for it share
 * its result. So a name that no server answers for takes one thread, however many clients ask for
 * it, and delays no other service.
 */
final class Lookups {

  /** Looks up the address of a service. */
  @FunctionalInterface
  interface Addresses {
    InetAddress of(String service) throws IOException;
  }

  private final Addresses addresses;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("look-up-", 0).factory());
  private final Map<String, Future<InetAddress>> running = new HashMap<>();

  Lookups(Addresses addresses) {
    this.addresses = addresses;
  }

  /**
   * The address of a service.
   *
   * @throws IOException if it has none at the moment
   */
  InetAddress addressOf(String service) throws IOException, InterruptedException {
    try {
      return begun(service).get();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private synchronized Future<InetAddress> begun(String service) {
    return running.computeIfAbsent(service, name -> threads.submit(() -> lookUp(name)));
  }

  private InetAddress lookUp(String service) throws IOException {
    try {
      return addresses.of(service);
    } finally {
      ended(service);
    }
  }

  private synchronized void ended(String service) {
    running.remove(service);
  }
}
