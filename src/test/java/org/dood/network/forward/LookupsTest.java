package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
  void connections_that_wait_for_one_service_share_a_look_up() throws Exception {
    var clients =
        IntStream.range(0, 1000)
            .mapToObj(_ -> threads.submit(() -> lookups.addressOf("dead")))
            .toList();
    Thread.sleep(50);
    answered.countDown();
    for (var client : clients) {
      assertThatThrownBy(client::get).hasRootCauseInstanceOf(UnknownHostException.class);
    }
    assertThat(begun).hasValueLessThan(50);
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
