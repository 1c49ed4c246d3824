package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looking up the addresses of services. */
@Timeout(30)
class LookupsTest {

  private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Lookups lookups = new Lookups(this::lookUp);

  private InetAddress lookUp(String service) throws IOException {
    begun.incrementAndGet();
    if (service.equals("dead")) {
      try {
        answered.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new UnknownHostException(service);
    }
    return ADDRESS;
  }

  @AfterEach
  void end() {
    answered.countDown();
    threads.shutdownNow();
  }

  @Test
  @Timeout(20)
  void connections_that_wait_for_one_service_share_a_look_up() throws Exception {
    var clients =
        Stream.generate(() -> new FutureTask<>(() -> lookups.addressOf("dead")))
            .limit(1000)
            .toList();
    var waiting = clients.stream().map(Thread.ofVirtual()::start).toList();
    while (!waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
      Thread.sleep(5);
    }
    answered.countDown();
    for (var client : clients) {
      assertThatThrownBy(client::get).hasRootCauseInstanceOf(UnknownHostException.class);
    }
    assertThat(begun).hasValue(1);
  }

  @Test
  void service_that_does_not_resolve_delays_no_other_one() throws Exception {
    for (int i = 0; i < 1000; i++) {
      var _ = threads.submit(() -> lookups.addressOf("dead"));
    }
    assertThat(lookups.addressOf("living")).isEqualTo(ADDRESS);
  }

  @Test
  void service_is_looked_up_anew_for_each_later_connection() throws Exception {
    lookups.addressOf("living");
    lookups.addressOf("living");
    assertThat(begun).hasValue(2);
  }

  @Test
  void failed_look_up_is_made_anew_too() {
    answered.countDown();
    assertThatThrownBy(() -> lookups.addressOf("dead")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> lookups.addressOf("dead")).isInstanceOf(IOException.class);
    assertThat(begun).hasValue(2);
  }
}
