package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections to each port are relayed at once. */
@Timeout(30)
class AdmissionTest {

  private static int taken(Admission.Places places, int wanted) throws InterruptedException {
    var taken = new CountDownLatch(wanted);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ =
          threads.submit(() -> {
            for (int i = 0; i < wanted; i++) {
              places.take();
              taken.countDown();
            }
            return true;
          });
      var _ = taken.await(100, TimeUnit.MILLISECONDS);
      threads.shutdownNow();
    }
    return wanted - Math.toIntExact(taken.getCount());
  }

  @Test
  void only_port_can_take_all_places() throws InterruptedException {
    assertThat(taken(new Admission(8, 1).forPort(), 10)).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"8, 2, 6, 2", "8, 4, 5, 1", "9, 2, 7, 2", "8, 3, 6, 1", "4, 8, 1, 1"})
  void port_that_takes_all_it_can_leaves_the_others_theirs(
      int places, int ports, int first, int second) throws InterruptedException {
    var admission = new Admission(places, ports);
    assertThat(taken(admission.forPort(), 10)).isEqualTo(first);
    for (int other = 1; other < ports; other++) {
      assertThat(taken(admission.forPort(), 10)).isEqualTo(second);
    }
  }

  @Test
  void place_that_is_given_back_is_for_the_port_that_waits() throws InterruptedException {
    var admission = new Admission(4, 2);
    var busy = admission.forPort();
    var other = admission.forPort();
    assertThat(taken(busy, 10)).isEqualTo(3);
    assertThat(taken(other, 10)).isEqualTo(1);
    busy.giveBack();
    assertThat(taken(other, 10)).isEqualTo(1);
  }

  @Test
  void ports_own_place_that_is_given_back_is_for_that_port_alone() throws InterruptedException {
    var admission = new Admission(4, 2);
    var port = admission.forPort();
    assertThat(taken(port, 1)).isEqualTo(1);
    port.giveBack();
    assertThat(taken(admission.forPort(), 10)).isEqualTo(3);
    assertThat(taken(port, 10)).isEqualTo(1);
  }
}
